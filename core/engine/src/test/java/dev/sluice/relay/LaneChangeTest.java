package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.config.BatchConfig;
import dev.sluice.config.DataSize;
import dev.sluice.config.DeliveryConfig;
import dev.sluice.config.DestinationConfig;
import dev.sluice.config.FilterConfig;
import dev.sluice.config.MappingOverride;
import dev.sluice.config.WindowConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaneChangeTest {

    private static DestinationConfig destination(String id, String plugin, int setting, String... overridden) {
        Map<String, MappingOverride> mapping = new LinkedHashMap<>();
        for (String target : overridden) {
            mapping.put(target, new MappingOverride.Constant(IntNode.valueOf(1)));
        }
        return new DestinationConfig(
                id,
                plugin,
                JsonNodeFactory.instance.objectNode().put("setting", setting),
                new FilterConfig(List.of("*"), Optional.empty()),
                mapping,
                new BatchConfig(10, DataSize.mebibytes(1), Duration.ZERO),
                new DeliveryConfig(1, Duration.ofSeconds(1), Duration.ofDays(1)),
                new WindowConfig(100, DataSize.mebibytes(1)));
    }

    private static LaneChange between(List<DestinationConfig> running, List<DestinationConfig> next) {
        return LaneChange.between(running, next, Set.of());
    }

    @Test
    void whatIsConfiguredTheSameGoesOnWhateverTheOrder() {
        LaneChange change = between(
                List.of(destination("a", "p", 1), destination("b", "p", 2)),
                List.of(destination("b", "p", 2), destination("a", "p", 1)));

        assertThat(change.isEmpty()).isTrue();
    }

    @Test
    void eachIsAddedRemovedOrChangedByItsId() {
        LaneChange change = between(
                List.of(destination("stays", "p", 1), destination("goes", "p", 1), destination("changes", "p", 1)),
                List.of(destination("stays", "p", 1), destination("comes", "p", 1), destination("changes", "p", 2)));

        assertThat(change).isEqualTo(new LaneChange(Set.of("comes"), Set.of("goes"), Set.of("changes")));
        assertThat(List.of("stays", "goes", "comes", "changes"))
                .filteredOn(change::begins)
                .containsExactly("comes", "changes");
        assertThat(List.of("stays", "goes", "comes", "changes"))
                .filteredOn(change::ends)
                .containsExactly("goes", "changes");
        assertThat(change).hasToString("destinations added [comes], removed [goes], changed [changes]");
    }

    @Test
    void anotherCodeOfThePluginChangesAllItsDestinations() {
        List<DestinationConfig> same =
                List.of(destination("a", "p", 1), destination("b", "q", 1), destination("c", "p", 1));

        assertThat(LaneChange.between(same, same, Set.of("p", "unused")).changed())
                .containsExactly("a", "c");
    }

    @Test
    void theOrderOfOverridesCounts() {
        LaneChange change = between(
                List.of(destination("a", "p", 1, "one", "two"), destination("b", "p", 1, "one", "two")),
                List.of(destination("a", "p", 1, "two", "one"), destination("b", "p", 1, "one", "two")));

        assertThat(change.changed()).containsExactly("a");
    }
}

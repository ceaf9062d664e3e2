package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.tls.CertificateFiles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Secrets in the configuration's records: they compare, and they print as stars. */
class SecretTest {

    @Test
    void printsAsStarsAndIsEqualByValue() {
        assertThat(new Secret("one"))
                .hasToString("***")
                .isEqualTo(new Secret("one"))
                .isNotEqualTo(new Secret("two"));
        assertThat(new Secret("one")).hasSameHashCodeAs(new Secret("one")).isNotEqualTo("one");
        assertThat(String.valueOf(Optional.of(new Secret("one")))).doesNotContain("one");
    }

    @Test
    void noRecordThatHoldsOnePrintsIt() {
        DestinationConfig destination = new DestinationConfig(
                "id",
                "plugin",
                JsonNodeFactory.instance.objectNode().put("apiKey", "hidden-key"),
                new FilterConfig(List.of("*"), Optional.empty()),
                Map.of("a", new MappingOverride.Constant(TextNode.valueOf("hidden-constant"))),
                new BatchConfig(1, new DataSize(1), Duration.ZERO),
                new DeliveryConfig(1, Duration.ZERO, Duration.ZERO),
                new WindowConfig(1, new DataSize(1)));
        List<Object> holders = List.of(
                destination,
                destination.mapping(),
                new MappingOverride.Replace(Optional.empty(), Optional.of(new Secret("hidden-salt"))),
                new CustomerIoConfig("/", List.of(new Secret("hidden-signing")), Duration.ZERO),
                new ManagementConfig("", 0, Optional.empty(), Optional.of(new Secret("hidden-token"))),
                new SecretValues(List.of("hidden-value")));

        assertThat(holders).allSatisfy(holder -> assertThat(holder.toString()).doesNotContain("hidden"));
    }

    /** A name that says secret and a type that doesn't would print it. */
    @Test
    void whatIsCalledAKeyOrATokenIsASecret() {
        assertThat(List.<Class<?>>of(
                        IngestConfig.class,
                        CustomerIoConfig.class,
                        ManagementConfig.class,
                        MappingOverride.Replace.class,
                        JournalConfig.class))
                .flatExtracting(record -> List.of(record.getRecordComponents()))
                .filteredOn(component -> component.getName().matches(".*(?i)(key|token|salt|password).*"))
                .hasSize(3)
                .allSatisfy(component -> assertThat(inner(component)).isEqualTo(Secret.class));
        assertThat(CertificateFiles.class.getRecordComponents())
                .allSatisfy(component -> assertThat(component.getType()).isEqualTo(Path.class));
    }

    private static Type inner(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : component.getType();
    }
}

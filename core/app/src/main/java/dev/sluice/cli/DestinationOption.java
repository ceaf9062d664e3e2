package dev.sluice.cli;

import dev.sluice.config.DestinationConfig;
import dev.sluice.config.SluiceConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code -d}, and what it names. */
final class DestinationOption {

    @Option(
            names = {"-d", "--destination"},
            paramLabel = "ID",
            description = "The destination's id; may be left out where there is only one.")
    private @Nullable String id;

    DestinationConfig in(SluiceConfig config) {
        List<DestinationConfig> all = config.destinations();
        if (id == null && all.size() == 1) {
            return all.get(0);
        }
        List<String> ids = all.stream().map(DestinationConfig::id).toList();
        if (id == null) {
            throw new IllegalArgumentException("there are several destinations; name one with -d: " + ids);
        }
        return all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no destination is called " + id + "; there are " + ids));
    }
}

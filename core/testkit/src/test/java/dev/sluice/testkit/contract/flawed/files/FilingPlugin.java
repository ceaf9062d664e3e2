package dev.sluice.testkit.contract.flawed.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.good.GoodPlugin;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks for a file by itself. */
public final class FilingPlugin implements DestinationPlugin {

    private final DestinationPlugin good = new GoodPlugin();

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public String spiVersion() {
        return good.spiVersion();
    }

    @Override
    public String description() {
        return good.description();
    }

    @Override
    public ObjectNode settingsSchema() {
        return good.settingsSchema();
    }

    @Override
    public Map<String, URI> endpoints() {
        return good.endpoints();
    }

    @Override
    public Destination configure(ObjectNode settings) {
        requireNoFile(Path.of("no-such-file"));
        return good.configure(settings);
    }

    private static void requireNoFile(Path path) {
        if (Files.exists(path)) {
            throw new IllegalStateException("there is a file " + path);
        }
    }
}

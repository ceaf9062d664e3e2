package dev.sluice.lane.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.config.MappingOverride;
import dev.sluice.config.MappingOverride.Constant;
import dev.sluice.config.MappingOverride.Replace;
import dev.sluice.config.Secret;
import dev.sluice.spi.Conversion;
import dev.sluice.spi.MappingRow;
import dev.sluice.spi.Source;
import dev.sluice.spi.TargetPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the configuration changes at one target, after the plugin's own rows have run. Immutable. */
final class OverrideStep {

    private final TargetPath target;
    private final MappingOverride override;
    private final Optional<MappingRow> row;
    private final Optional<Source> source;

    /** @param row the plugin's own row for the target, where it has one: its conversion holds for another source too */
    OverrideStep(String target, MappingOverride override, Optional<MappingRow> row) {
        this.target = TargetPath.of(target);
        this.override = override;
        this.row = row;
        source = override instanceof Replace replace ? replace.from().map(Source::at) : Optional.empty();
    }

    void apply(JsonNode document, ObjectNode mapped) {
        if (override instanceof Constant constant) {
            target.replace(mapped, constant.value());
        } else if (override instanceof Replace replace) {
            replace(replace, document, mapped);
        } else {
            target.remove(mapped);
        }
    }

    private void replace(Replace replace, JsonNode document, ObjectNode mapped) {
        JsonNode value = source.isPresent() ? elsewhere(source.get(), document) : target.get(mapped);
        if (value != null && replace.salt().isPresent()) {
            value = TextNode.valueOf(hash(replace.salt().get(), value));
        }
        if (value != null) {
            target.replace(mapped, value);
        } else if (row.isEmpty() || !row.get().required()) {
            target.remove(mapped);
        }
    }

    private @Nullable JsonNode elsewhere(Source other, JsonNode document) {
        JsonNode value = other.read(document);
        Conversion conversion = row.map(MappingRow::conversion).orElse(Conversion.NONE);
        return value == null ? null : conversion.function().apply(value);
    }

    private static String hash(Secret salt, JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException unavailable) {
            throw new IllegalStateException("every Java platform has SHA-256", unavailable);
        }
    }
}

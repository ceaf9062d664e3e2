package dev.sluice.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.plugin.PluginRegistry;
import dev.sluice.spi.Destination;
import dev.sluice.spi.DestinationPlugin;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one configuration out of what its sources say: references are resolved, defaults filled in, and everything is checked, so
 * that all errors come to light at once. Reads the files that are referred to, so it blocks. One use is one configuration.
 */
final class ConfigReview {

    private static final JsonPointer DESTINATIONS = JsonPointer.compile("/destinations");

    private final ConfigSchema schema;
    private final ConfigStores stores;
    private final Findings findings;
    private final SchemaMessages messages;
    private final PluginChoice plugins;
    private final SecretReferences references;
    private final ObjectNode written;

    /** @param written what the sources say, put together */
    ConfigReview(
            SchemaTree general,
            ConfigStores stores,
            PluginRegistry plugins,
            Environment environment,
            ObjectNode written) {
        this.schema = new ConfigSchema(general);
        this.stores = stores;
        this.findings = new Findings(new WrittenValues(written, schema), stores.origins());
        this.messages = new SchemaMessages(schema);
        this.plugins = new PluginChoice(plugins, findings);
        this.references = new SecretReferences(environment, findings);
        this.written = written;
    }

    /**
     * The configuration.
     *
     * @param source the file's name for messages
     * @throws InvalidConfigException where anything is wrong
     */
    LoadedConfig read(String source) {
        ObjectNode config = references.resolve(written);
        plugins.choose(config.path("destinations"), schema);
        giveTypes(config);
        SecretValues secrets = new SecretLeaves(schema, findings).gather(config, references.secrets());
        checkAgainstSchema(config);
        new SchemaDefaults(schema.general()).fill(config);
        checkDestinations(config, secrets);
        new NetworkChecks(config, findings).check();
        PluginsCheck.check(config, findings);
        new JournalChecks(config, findings).check();
        new ClusterChecks(config, findings).check();
        new CertificateChecks(config, findings, Clock.systemUTC()).check();
        if (!findings.errors().isEmpty()) {
            throw new InvalidConfigException(source, findings.errors(), references.files());
        }
        List<String> warnings = new ArrayList<>(findings.warnings());
        warnings.addAll(stores.warnings(references.variables()));
        return new LoadedConfig(
                ConfigReader.read(config), warnings, secrets, new ConfigTree(config), references.files());
    }

    /** What came through a reference is text; where the schema wants a number or a boolean, it becomes one. */
    private void giveTypes(ObjectNode config) {
        for (JsonPointer pointer : references.replaced()) {
            JsonNode parent = config.at(pointer.head());
            JsonNode typed = schema.at(pointer)
                    .map(found -> ScalarText.typed(found, config.at(pointer).asText()))
                    .orElse(config.at(pointer));
            if (parent instanceof ObjectNode object) {
                object.set(pointer.last().getMatchingProperty(), typed);
            } else if (parent instanceof ArrayNode array) {
                array.set(pointer.last().getMatchingIndex(), typed);
            }
        }
    }

    private void checkAgainstSchema(ObjectNode config) {
        List<Violation> violations =
                new ArrayList<>(new SchemaValidation(schema.general().root()).validate(config));
        violations.addAll(new QuantityBounds(schema.general()).validate(config));
        for (Violation violation : violations) {
            // A reference without a value is reported already; the text that still stands there tells nothing.
            if (!findings.isWrong(violation.pointer())) {
                messages.report(violation, findings);
            }
        }
    }

    private void checkDestinations(ObjectNode config, SecretValues secrets) {
        SettingsCheck settingsCheck = new SettingsCheck(messages, findings, secrets);
        DestinationChecks checks = new DestinationChecks(findings);
        JsonNode destinations = config.path("destinations");
        for (int i = 0; i < destinations.size(); i++) {
            if (destinations.get(i) instanceof ObjectNode each) {
                checks.check(DESTINATIONS.appendIndex(i), each, destination(i, each, settingsCheck));
            }
        }
    }

    private Optional<Destination> destination(int number, ObjectNode config, SettingsCheck check) {
        Optional<DestinationPlugin> plugin = plugins.of(number);
        return plugin.isPresent() && config.path("settings") instanceof ObjectNode settings
                ? check.check(
                        number, plugin.get(), schema.settings().get(number).root(), settings)
                : Optional.empty();
    }
}

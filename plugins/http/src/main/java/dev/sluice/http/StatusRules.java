package dev.sluice.http;

import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.util.List;
import java.util.OptionalInt;

/** Which statuses the operator has given a meaning to; no status has two. */
record StatusRules(StatusSet success, StatusSet rejected, StatusSet retried, StatusSet misconfigured) {

    /** @throws InvalidSettingsException where a status stands in two lists */
    static StatusRules of(Settings settings) {
        StatusRules rules = new StatusRules(
                set(settings, "success"),
                set(settings, "rejected"),
                set(settings, "retried"),
                set(settings, "misconfigured"));
        List<StatusSet> sets = List.of(rules.success, rules.rejected, rules.retried, rules.misconfigured);
        for (int i = 1; i < sets.size(); i++) {
            for (StatusSet earlier : sets.subList(0, i)) {
                OptionalInt shared = sets.get(i).shared(earlier);
                if (shared.isPresent()) {
                    throw new InvalidSettingsException(
                            "/" + sets.get(i).setting(),
                            "names " + shared.getAsInt() + ", which " + earlier.setting()
                                    + " names too; a status can mean one thing only");
                }
            }
        }
        return rules;
    }

    private static StatusSet set(Settings settings, String name) {
        return StatusSet.of(name, settings.value(name));
    }
}

package dev.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * Which events go to a destination.
 *
 * @param events selections such as {@code email.sent}, {@code sms.*}, {@code *}; an event passes where one matches
 * @param when a condition in CEL over object_type, metric, data, timestamp
 */
public record FilterConfig(List<String> events, Optional<String> when) {

    public FilterConfig {
        events = List.copyOf(events);
    }
}

package dev.sluice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What a number of the configuration counts, and how it is written with a unit. */
enum Quantity {
    /** Nothing but itself. */
    NUMBER {
        @Override
        long parse(String text) {
            return Long.parseLong(text);
        }

        @Override
        String text(long amount) {
            return Long.toString(amount);
        }
    },

    /** Bytes: {@code "5MiB"}. */
    SIZE {
        @Override
        long parse(String text) {
            return DataSize.parse(text).bytes();
        }

        @Override
        String text(long amount) {
            return new DataSize(amount).toString();
        }
    },

    /** Seconds: {@code "7d"}. */
    AGE {
        @Override
        long parse(String text) {
            return Age.parse(text).toSeconds();
        }

        @Override
        String text(long amount) {
            return Age.text(Duration.ofSeconds(amount));
        }
    };

    abstract long parse(String text);

    /** As a user would write it, without quotes. */
    abstract String text(long amount);

    /** As a user would write it in JSON. */
    String json(long amount) {
        return this == NUMBER ? text(amount) : '"' + text(amount) + '"';
    }

    /** The amount of a value that fits its schema; more than a long holds is the most it holds. */
    long amount(JsonNode value) {
        if (!value.isTextual()) {
            return value.asLong();
        }
        try {
            return parse(value.textValue());
        } catch (ArithmeticException tooMuch) {
            return Long.MAX_VALUE;
        }
    }

    /** What the minimum and maximum of a schema count. */
    static Quantity of(ObjectNode schema) {
        return switch (schema.path("format").asText()) {
            case "sluice-size" -> SIZE;
            case "sluice-age" -> AGE;
            default -> NUMBER;
        };
    }

    /** The keyword whose bound a text with a unit breaks; JSON Schema itself applies bounds to numbers only. */
    static Optional<String> brokenBound(ObjectNode schema, JsonNode value) {
        Quantity quantity = of(schema);
        boolean measurable = quantity != NUMBER
                && value.isTextual()
                && value.textValue().matches(schema.path("pattern").asText());
        if (!measurable) {
            return Optional.empty();
        }
        long amount = quantity.amount(value);
        if (amount < schema.path("minimum").asLong(Long.MIN_VALUE)) {
            return Optional.of("minimum");
        }
        return amount > schema.path("maximum").asLong(Long.MAX_VALUE) ? Optional.of("maximum") : Optional.empty();
    }
}

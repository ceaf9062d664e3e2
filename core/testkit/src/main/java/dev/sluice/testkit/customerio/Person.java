package dev.sluice.testkit.customerio;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom messages go to.
 *
 * @param id null where the workspace knows the person by e-mail address alone
 * @param cioId Customer.io's own id
 * @param phone in E.164
 * @param deviceToken of the one device, as Firebase writes it
 * @param devicePlatform {@code ios} or {@code android}
 */
record Person(
        @Nullable String id, String email, String cioId, String phone, String deviceToken, String devicePlatform) {

    private static final List<String> NAMES =
            List.of("Ada", "Bruno", "Chidi", "Dolores", "Emi", "Farah", "Goran", "Hana");

    static Person drawn(Draw draw, int number) {
        String name = draw.of(NAMES).toLowerCase(Locale.ROOT);
        return new Person(
                drawnId(draw, number),
                name + "+" + number + "@example.com",
                draw.hex(12),
                // 555-01xx is set aside for fiction.
                "+141555501" + String.format(Locale.ROOT, "%02d", number % 100),
                deviceToken(draw),
                draw.of(List.of("ios", "android")));
    }

    private static @Nullable String drawnId(Draw draw, int number) {
        return switch (number % 5) {
            case 0 -> null;
            case 1 -> "02" + draw.digits(5);
            case 2 -> draw.hex(8) + "-" + draw.hex(4) + "-4" + draw.hex(3) + "-a" + draw.hex(3) + "-" + draw.hex(12);
            default -> "user-" + (1000 + number);
        };
    }

    private static String deviceToken(Draw draw) {
        return draw.alphanumeric(11) + "-" + draw.alphanumeric(10) + ":APA91b" + draw.alphanumeric(60) + "_"
                + draw.alphanumeric(40) + "-" + draw.alphanumeric(32);
    }
}

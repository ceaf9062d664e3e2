package dev.sluice.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses that only this machine reaches. */
final class Loopback {

    private static final Pattern NAMES =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1|::ffff:127(\\.[0-9]{1,3}){3}");

    private Loopback() {}

    static boolean isLoopback(String host) {
        return NAMES.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}

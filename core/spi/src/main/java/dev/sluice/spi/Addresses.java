package dev.sluice.spi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells addresses that requests can be sent to from all else that a person may write. */
final class Addresses {

    private static final int MAX_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** A name or an address, and perhaps a port. */
    private static final Pattern SERVER =
            Pattern.compile("(?:[\\p{L}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

    private static final String NOT_AN_ADDRESS = "is not an address; write one such as https://proxy.example.com/path";

    private Addresses() {}

    /** @param pointer the setting's JSON pointer */
    static URI parse(String pointer, String text) {
        URI uri = parsed(pointer, text);
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getRawAuthority() == null) {
            throw new InvalidSettingsException(pointer, NOT_AN_ADDRESS);
        }
        if (uri.getRawAuthority().contains("@")) {
            throw new InvalidSettingsException(
                    pointer, "holds a user or a password, which would show up in logs; only the address is sent");
        }
        if (uri.getRawFragment() != null) {
            throw new InvalidSettingsException(pointer, "has a part after #, which is never sent; leave it out");
        }
        if (!isServer(uri.getRawAuthority())) {
            throw new InvalidSettingsException(pointer, NOT_AN_ADDRESS);
        }
        return uri;
    }

    /** The address with that path where it has none. */
    static URI withPath(URI address, String path) {
        if (!address.getRawPath().isEmpty() && !address.getRawPath().equals("/")) {
            return address;
        }
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(address.getScheme() + "://" + address.getRawAuthority() + path + query);
    }

    /** Looser than {@link URI#parseServerAuthority}, which refuses the underscores that names in a compose file have. */
    private static boolean isServer(String authority) {
        Matcher server = SERVER.matcher(authority);
        return server.matches() && (server.group(1) == null || Integer.parseInt(server.group(1)) <= MAX_PORT);
    }

    private static URI parsed(String pointer, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new InvalidSettingsException(pointer, NOT_AN_ADDRESS);
        }
    }
}

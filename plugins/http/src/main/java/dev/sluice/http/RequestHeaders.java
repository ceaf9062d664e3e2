package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.spi.InvalidSettingsException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the headers that an operator wants in each request. */
final class RequestHeaders {

    /** A token. Source: RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Printable ASCII, spaces and tabs. Source: RFC 9110, section 5.5, without what it calls obsolete. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

    /** What the client works out for itself. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "connection",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "expect",
            "te",
            "trailer",
            "upgrade");

    private RequestHeaders() {}

    /**
     * The headers by name; no two differ in letter case alone.
     *
     * @param signed whether requests carry the headers of Standard Webhooks, which then can't be set
     * @throws InvalidSettingsException for a header that can't be sent; its value is not shown
     */
    static Map<String, String> of(JsonNode settings, boolean signed) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonNode> each : settings.properties()) {
            String pointer = "/headers/" + each.getKey().replace("~", "~0").replace("/", "~1");
            check(pointer, each.getKey(), each.getValue().asText(), signed);
            if (headers.put(each.getKey(), each.getValue().asText()) != null) {
                throw new InvalidSettingsException(
                        pointer, "is there twice, since letter case makes no difference in a header's name");
            }
        }
        return Map.copyOf(headers);
    }

    private static void check(String pointer, String name, String value, boolean signed) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSettingsException(pointer, "is no header's name; write one such as X-Api-Key");
        }
        if (OF_THE_CLIENT.contains(lower)) {
            throw new InvalidSettingsException(pointer, "is set by Sluice itself; leave it out");
        }
        if (signed && WebhookSignature.HEADERS.contains(lower)) {
            throw new InvalidSettingsException(pointer, "comes with the signature; leave it or signingSecrets out");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new InvalidSettingsException(
                    pointer,
                    "holds a character that no header can carry, such as a line break; see where it comes from");
        }
    }
}

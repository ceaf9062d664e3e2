package dev.sluice.ingest;

import io.vertx.core.MultiMap;
import java.util.Locale;

/** What a request says its body is. */
enum MediaType {
    JSON,
    LINES,
    OTHER;

    /** A request that says nothing is taken for JSON; a compressed one is not taken, since the signature covers other bytes. */
    static MediaType of(MultiMap headers) {
        String encoding = headers.get("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return OTHER;
        }
        String type = headers.get("Content-Type");
        if (type == null) {
            return JSON;
        }
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        return switch (bare.toLowerCase(Locale.ROOT)) {
            case "application/json" -> JSON;
            case "application/x-ndjson" -> LINES;
            default -> OTHER;
        };
    }
}

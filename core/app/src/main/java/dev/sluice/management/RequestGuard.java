package dev.sluice.management;

import dev.sluice.config.ManagementConfig;
import dev.sluice.config.Secret;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What every request to management must pass, whatever it asks for: the token where one is set, and what keeps a web page in the
 * operator's browser from acting in the operator's name. Immutable.
 */
final class RequestGuard {

    /** Why a request goes no further. */
    record Refusal(int status, String words) {}

    private static final String BEARER = "Bearer ";

    /** What balancers and supervisors ask, who have no token. */
    private static final Set<String> OPEN_TO_ALL = Set.of("/health/live", "/health/ready");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "::1");

    /** Methods that change nothing. */
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Own files and own addresses only: nothing inline, nothing from elsewhere, in nobody's frame. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Optional<Secret> token;
    private final boolean onLoopback;
    private final String configured;

    RequestGuard(ManagementConfig config) {
        token = config.token();
        onLoopback = config.isOnLoopback();
        configured = plain(config.host());
    }

    /** Whether a request only reads. */
    static boolean reads(HttpServerRequest request) {
        return READING.contains(request.method());
    }

    /** Gives an answer, of whatever kind, the headers that tell a browser to take no liberties with it. */
    static void harden(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", CONTENT_POLICY)
                .putHeader("Referrer-Policy", "no-referrer");
    }

    /** Why the request is refused; empty where it may go on. */
    Optional<Refusal> refusal(HttpServerRequest request) {
        if (!isForThisHost(request)) {
            return refuse(
                    403,
                    "this name is not served here; ask for localhost or 127.0.0.1, and have a proxy send that as Host");
        }
        if (!OPEN_TO_ALL.contains(request.path()) && !hasToken(request)) {
            return refuse(401, "send the management token as a bearer token");
        }
        if (reads(request)) {
            return Optional.empty();
        }
        if (!isFromOwnPage(request)) {
            return refuse(403, "the request comes from the page of another site; send it without the header Origin");
        }
        // A page can't send this type to another site without asking first, which nobody here answers.
        return isJson(request)
                ? Optional.empty()
                : refuse(415, "send Content-Type: application/json, also where the body is empty");
    }

    /** A name that a stranger points at this machine's loopback address would make a page of theirs count as one of ours. */
    private boolean isForThisHost(HttpServerRequest request) {
        if (!onLoopback || request.getHeader("Host") == null) {
            return true;
        }
        HostAndPort asked = request.authority();
        return asked != null
                && (LOOPBACK_NAMES.contains(plain(asked.host())) || configured.equals(plain(asked.host())));
    }

    /** In lower case, and without the brackets that an IPv6 address has before a port. */
    private static String plain(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    }

    private boolean hasToken(HttpServerRequest request) {
        if (token.isEmpty()) {
            return true;
        }
        String given = request.getHeader("Authorization");
        return given != null
                && MessageDigest.isEqual(
                        (BEARER + token.get().reveal()).getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8));
    }

    /** Browsers name the page's site in every request that changes something; other clients name none. */
    private static boolean isFromOwnPage(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        return origin == null
                || (host != null
                        && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host)));
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static Optional<Refusal> refuse(int status, String words) {
        return Optional.of(new Refusal(status, words));
    }
}

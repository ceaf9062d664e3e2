package dev.sluice.testkit.mixpanel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The project that a sandbox plays, with all that lets somebody send to it.
 *
 * @param id as in the query {@code project_id}
 * @param username of a service account that may import
 * @param secret of the service account
 * @param token of the project
 */
public record MixpanelProject(String id, String username, String secret, String token) {

    /** A project with a service account. */
    public static MixpanelProject withServiceAccount(String id, String username, String secret) {
        return new MixpanelProject(id, username, secret, "token-of-" + id);
    }

    /** A project to which only its token is known. */
    public static MixpanelProject withToken(String token) {
        return new MixpanelProject("1234567", "nobody", "unknown", token);
    }

    /**
     * Whether a request may import: a service account with the project's id, or the token with an empty password and no id. Source:
     * Mixpanel's document of the Import API, section on authentication.
     */
    boolean admits(String authorization, String projectId) {
        return projectId.isEmpty()
                ? authorization.equals(basic(token, ""))
                : projectId.equals(id) && authorization.equals(basic(username, secret));
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "project " + id;
    }
}

package dev.sluice.mixpanel;

import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who sends: a service account with a project, or a project's token. Source: docs.mixpanel.com/reference/import-events, section on
 * authentication.
 *
 * @param projectId empty with a token, which names its project
 * @param user the user of basic authentication
 * @param password its password; empty with a token
 */
record MixpanelCredentials(Optional<String> projectId, String user, String password) {

    private static final String ACCOUNT = "serviceAccountUsername";
    private static final String SECRET = "serviceAccountSecret";
    private static final String PROJECT = "projectId";
    private static final String TOKEN = "projectToken";

    /** @throws InvalidSettingsException where neither is whole, or both are there */
    static MixpanelCredentials of(Settings settings) {
        Optional<String> token = settings.optionalText(TOKEN);
        if (token.isPresent()) {
            if (settings.optionalText(ACCOUNT).isPresent()
                    || settings.optionalText(SECRET).isPresent()) {
                throw new InvalidSettingsException(
                        "/" + TOKEN, "stands beside a service account; leave one of the two out");
            }
            return new MixpanelCredentials(Optional.empty(), token.get(), "");
        }
        return new MixpanelCredentials(
                Optional.of(required(settings, PROJECT)), required(settings, ACCOUNT), required(settings, SECRET));
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        return "Basic " + base64();
    }

    /** The query that names the project; empty where the token does. */
    String query() {
        return projectId
                .map(id -> "&project_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** What no text may show. */
    List<String> secrets() {
        return Stream.of(base64(), password, projectId.isPresent() ? "" : user)
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    private String base64() {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String required(Settings settings, String name) {
        return settings.optionalText(name)
                .orElseThrow(() -> new InvalidSettingsException(
                        "/" + name,
                        "is missing; give " + PROJECT + ", " + ACCOUNT + " and " + SECRET + " (Organization settings,"
                                + " Service accounts), or " + TOKEN + " alone"));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return projectId.map(id -> "service account of project " + id).orElse("project token");
    }
}

package dev.sluice.amplitude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.InvalidConfigException;
import dev.sluice.config.LoadedConfig;
import dev.sluice.testkit.fuzz.Fuzzing;
import dev.sluice.testkit.fuzz.HostileBytes;
import dev.sluice.testkit.fuzz.HostileJson;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AmplitudeSettingsFuzzTest {

    private static final List<String> ENDPOINTS = List.of(
            "https://proxy.example.com/batch",
            "http://127.0.0.1:8080/2/httpapi?a=b",
            "http://[::1]:65535/",
            "https://my_proxy:99/x",
            "https://user:password@host/",
            "https://host:99999/",
            "https://:443/");

    private static final ObjectNode SETTINGS = (ObjectNode) Amplitude.json("""
            {"apiKey":"${env:KEY}","region":"eu","api":"batch","bodyContent":false,"accountId":"1","workspaceId":"56354",
             "minIdLength":1,"gzip":true}""");

    private static final ConfigLoader LOADER = new ConfigLoader(
            Map.of("amplitude", new AmplitudePlugin()), new Environment(Map.of("KEY", Amplitude.KEY), Map.of()));

    @Test
    void settingsThatAreTakenCanBeSentWith() {
        Fuzzing.run(1_500, random -> {
            ObjectNode settings = random.nextInt(3) == 0 ? HostileJson.mutated(SETTINGS, random) : SETTINGS.deepCopy();
            String endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
            byte[] changed = HostileBytes.mutated(endpoint.getBytes(StandardCharsets.UTF_8), random);
            settings.put("endpoint", random.nextInt(4) == 0 ? endpoint : new String(changed, StandardCharsets.UTF_8));
            ObjectNode config =
                    (ObjectNode) Amplitude.json("{\"destinations\":[{\"id\":\"a\",\"plugin\":\"amplitude\"}]}");
            ((ObjectNode) config.path("destinations").get(0)).set("settings", settings);
            try {
                LoadedConfig loaded = LOADER.loadText("sluice.json", config.toString());
                URI address = new AmplitudePlugin()
                        .configure(loaded.config().destinations().get(0).settings())
                        .endpoint();
                RequestOptions options = new RequestOptions().setAbsoluteURI(address.toString());
                assertThat(options.getHost()).isNotEmpty();
                assertThat(options.getPort()).isBetween(0, 65_535);
            } catch (InvalidConfigException refused) {
                assertThat(refused.errors())
                        .allMatch(
                                error -> (error.pointer() + error.message()).matches("(?s)(/destinations/0|line ).*"));
                assertThat(refused.getMessage()).doesNotContain(Amplitude.KEY);
            }
        });
    }
}

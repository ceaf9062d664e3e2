package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.Environment;
import dev.sluice.config.InvalidConfigException;
import dev.sluice.config.LoadedConfig;
import dev.sluice.spi.InvalidSettingsException;
import dev.sluice.spi.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {

    private static final ConfigLoader LOADER = new ConfigLoader(
            Map.of("http", new HttpPlugin()), new Environment(Map.of("TOKEN", "token-0123456789"), Map.of()));

    private static LoadedConfig load(String settings) {
        return LOADER.loadText("sluice.json", """
                {"destinations":[{"id":"hook","plugin":"http","settings":%s}]}""".formatted(settings.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'url':'http://'}                            | /url                 | is not an address",
                "{'url':'http://u:p@host/'}                   | /url                 | only the address is sent",
                "{'body':'{nope}'}                            | /body                | is no template in CEL: ERROR: <input>:1:",
                "{'headers':{'a b':'x'}}                      | /headers/a b         | is no header's name",
                "{'headers':{'a/b':'x'}}                      | /headers/a~1b        | is no header's name",
                "{'headers':{'X-A':'line\\nbreak'}}           | /headers/X-A         | no header can carry",
                "{'headers':{'content-length':'5'}}           | /headers/content-length | is set by Sluice itself",
                "{'headers':{'X-A':'1','x-a':'2'}}            | /headers/x-a         | is there twice",
                "{'headers':{'Webhook-Id':'1'},'signingSecrets':['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3']} | /headers/Webhook-Id | comes with the signature",
                "{'signingSecrets':['hunter2']}               | /signingSecrets/0    | openssl rand -base64 32",
                "{'arrayField':'events'}                      | /arrayField          | the format is \"single\"",
                "{'success':['204-200']}                      | /success/0           | write \"200-204\"",
                "{'rejected':[204]}                           | /rejected            | names 204, which success names too",
                "{'rejected':['4xx'],'retried':[409]}         | /retried             | names 409, which rejected names too",
                "{'retried':['500-504'],'misconfigured':[502]}| /misconfigured       | names 502, which retried names too"
            })
    void settingsThatCantWorkAreRefusedAtTheirPlace(String settings, String pointer, String why) {
        assertThatThrownBy(() -> Http.with(settings))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo(pointer))
                .hasMessageContaining(why);
    }

    @Test
    void aConfigurationIsToldWhereItsTemplateIsWrong() {
        assertThatThrownBy(() ->
                        load("{'url':'https://example.com','body':'{\\'id\\': event_idd}'}".replace("\\'", "\\u0027")))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> assertThat(invalid.errors()).singleElement().satisfies(error -> {
                            assertThat(error.pointer()).isEqualTo("/destinations/0/settings/body");
                            assertThat(error.message()).contains("undeclared reference to 'event_idd'");
                        }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'url':'https://example.com','success':['2yy']}        | /destinations/0/settings/success/0",
                "{'url':'https://example.com','success':[99]}           | /destinations/0/settings/success/0",
                "{'url':'https://example.com','success':[]}             | /destinations/0/settings/success",
                "{'url':'https://example.com','method':'GET'}           | /destinations/0/settings/method",
                "{'url':'https://example.com','headers':{'A':1}}        | /destinations/0/settings/headers/A",
                "{'url':'https://example.com','retires':[503]}          | /destinations/0/settings/retires",
                "{}                                                     | /destinations/0/settings"
            })
    void theSchemaRefusesTheRest(String settings, String pointer) {
        assertThatThrownBy(() -> load(settings))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> assertThat(invalid.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).startsWith(pointer)));
    }

    @Test
    void headersAndSigningSecretsAreSecretsWhereverTheyComeFrom() {
        LoadedConfig loaded = load("""
                {'url':'https://example.com/${env:TOKEN}','headers':{'Authorization':'Bearer abcdefgh'},
                 'signingSecrets':['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3']}""");

        assertThat(loaded.secrets().redact("Bearer abcdefgh, whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3, token-0123456789"))
                .isEqualTo("***, ***, ***");
    }

    @Test
    void printsTheServerOnly() {
        ObjectNode settings = (ObjectNode) Http.json("{\"url\":\"" + Http.URL + "\"}");

        assertThat(HttpSettings.of(Settings.of(new HttpPlugin(), settings)))
                .hasToString("http POST at https://hooks.example.com");
        assertThat(Http.with("{}").request("{}").toString()).doesNotContain("source=");
    }
}

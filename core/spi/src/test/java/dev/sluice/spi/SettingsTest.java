package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    /** A kind of destination of which only the schema counts. */
    private record Described(ObjectNode settingsSchema) implements DestinationPlugin {

        @Override
        public String name() {
            return "described";
        }

        @Override
        public String spiVersion() {
            return Spi.VERSION;
        }

        @Override
        public String description() {
            return "Has a schema.";
        }

        @Override
        public Map<String, URI> endpoints() {
            return Map.of();
        }

        @Override
        public Destination configure(ObjectNode settings) {
            throw new InvalidSettingsException("", "only the schema is looked at");
        }
    }

    private static Settings settings(String values) throws JsonProcessingException {
        return Settings.of(
                new Described(
                        json("{'properties':{'region':{'default':'us'},'size':{'default':5},'zip':{'default':true}}}")),
                json(values));
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void whatIsLeftOutHasTheSchemasDefault() throws JsonProcessingException {
        Settings settings = settings("{'zip':null}");

        assertThat(settings.text("region")).isEqualTo("us");
        assertThat(settings.number("size")).isEqualTo(5);
        assertThat(settings.flag("zip")).isTrue();
        assertThat(settings.optionalText("account")).isEmpty();
        assertThat(settings.address("endpoint")).isEmpty();
    }

    @Test
    void whatIsThereCounts() throws JsonProcessingException {
        Settings settings = settings("{'region':'eu','size':7,'zip':false,'account':12,'endpoint':'http://a_b:1/x'}");

        assertThat(settings.text("region")).isEqualTo("eu");
        assertThat(settings.number("size")).isEqualTo(7);
        assertThat(settings.flag("zip")).isFalse();
        assertThat(settings.optionalText("account")).contains("12");
        assertThat(settings.address("endpoint")).contains(URI.create("http://a_b:1/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://a", "a", "/x", "http://", "http://a b", "http://u:p@a", "http://a#x", "http://a:99999"})
    void refusesWhatIsNoAddress(String text) throws JsonProcessingException {
        Settings settings = settings("{'endpoint':'" + text + "'}");

        assertThatThrownBy(() -> settings.address("endpoint"))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo("/endpoint"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://host, https://host/batch/",
        "http://my_host:8000/, http://my_host:8000/batch/",
        "http://[::1]:1?a=b, http://[::1]:1/batch/?a=b",
        "https://host/e, https://host/e",
        "https://host//, https://host//"
    })
    void anAddressGetsAPathWhereItHasNone(String text, URI address) throws JsonProcessingException {
        assertThat(settings("{'endpoint':'" + text + "'}").address("endpoint", "/batch/"))
                .contains(address);
    }

    @Test
    void printsWithoutValues() throws JsonProcessingException {
        assertThat(settings("{'region':'secret'}").toString()).doesNotContain("secret");
    }
}

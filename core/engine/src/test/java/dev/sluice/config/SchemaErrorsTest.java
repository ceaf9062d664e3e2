package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "ingest": {"port": "80"}              | /ingest/port: "80" is not a whole number; write it without quotes
                    "ingest": {"port": "http"}            | /ingest/port: "http" is not a whole number; write for example 8080
                    "ingest": {"port": 80.5}              | /ingest/port: 80.5 is not a whole number; write for example 8080
                    "ingest": {"port": 70000}             | /ingest/port: 70000 is over the maximum of 65535
                    "ingest": {"port": -1}                | /ingest/port: -1 is under the minimum of 0
                    "ingest": {"allowUnsigned": "true"}   | /ingest/allowUnsigned: "true" is not true or false; write it without quotes
                    "ingest": {"host": null}              | /ingest/host: null is not a string; leave the key out, or give it a value
                    "ingest": {"host": "a b"}             | /ingest/host: "a b" is not a valid host name or address; write for example "0.0.0.0"
                    "ingest": []                          | /ingest: […] is not an object; write for example {"host":"127.0.0.1","port":8080}
                    "ingest": {"maxBodyBytes": "5XB"}     | /ingest/maxBodyBytes: "5XB" is not a valid size; write for example "5MiB"
                    "ingest": {"maxBodyBytes": true}      | /ingest/maxBodyBytes: true is not a string or a whole number; write for example "5MiB"
                    "ingest": {"maxBodyBytes": "1GiB"}    | /ingest/maxBodyBytes: "1GiB" is over the maximum of 64MiB
                    "ingest": {"maxBodyBytes": 1073741824} | /ingest/maxBodyBytes: 1073741824 is over the maximum of 64MiB
                    "journal": {"maxBytes": "999999999999999 TiB"} | /journal/maxBytes: "999999999999999 TiB" is over the maximum of 8TiB
                    "journal": {"type": "rocks"}          | /journal/type: "rocks" is not one of "sqlite", "kafka"
                    "journal": {"path": ""}               | /journal/path: "" is empty; write for example "/var/lib/sluice/sluice.db"
                    "shutdown": {"graceSeconds": 86400}   | /shutdown/graceSeconds: 86400 is over the maximum of 3600
                    """)
    void namesTheValueAndWhatWouldBeRight(String keys, String error) {
        assertThat(Loading.plain().errors(keys)).containsExactly("sluice.json: " + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "delivery": {"maxAge": "1w"}   | /delivery/maxAge: "1w" is not a valid age; write for example "7d"
                    "delivery": {"maxAge": "0s"}   | /delivery/maxAge: "0s" is under the minimum of 1s
                    "delivery": {"maxAge": "366d"} | /delivery/maxAge: "366d" is over the maximum of 365d
                    "filter": {"events": []}       | /filter/events: […] is empty; write for example ["email.sent","sms.*","*.clicked"]
                    "filter": {"events": {"a": 1}} | /filter/events: {…} is not a list; write for example ["email.sent","sms.*","*.clicked"]
                    "filter": {"events": [""]}     | /filter/events/0: "" is empty; write for example "email.sent"
                    "mapping": {"ip": {"from": "data.ip"}} | /mapping/ip/from: "data.ip" is not a valid JSON pointer; write for example "/data/subject"
                    "mapping": {"ip": {"drop": false}}     | /mapping/ip/drop: false is not true, the only value allowed here
                    "mapping": {"ip": {"valu": 1}}         | /mapping/ip/valu: unknown key; did you mean "value"?
                    "mapping": {"ip": {"hash": {}}}        | /mapping/ip/hash/salt: this key is missing (Goes before the value, so that hashes can't be looked up in a list of known ones); write for example "${env:HASH_SALT}"
                    "mapping": {"ip": {}}                  | /mapping/ip: {…} must be one of these: {"value": …}; {"drop": true}; {"from": "/data/…"}, {"hash": {"salt": …}} or both of these
                    "mapping": {"ip": {"value": 1, "drop": true}} | /mapping/ip: {…} must be one of these: {"value": …}; {"drop": true}; {"from": "/data/…"}, {"hash": {"salt": …}} or both of these
                    "mapping": {"a/b~c": 1}                | /mapping/a~1b~0c: 1 is not an object; write for example {"value":"growth"}
                    """)
    void ofADestinationAsWell(String keys, String error) {
        assertThat(Loading.plain().errorsOfDestination(keys)).contains("sluice.json: /destinations/0" + error);
    }

    @Test
    void destinationsAreNeeded() {
        assertThat(Loading.plain().errorsOf("{}"))
                .containsExactly(
                        "sluice.json: /destinations: this key is missing (Where events go: each destination gets"
                                + " every event that its filter lets through, at its own pace); write for example"
                                + " [{\"id\":\"amplitude\",\"plugin\":\"amplitude\",\"settings\":{\"apiKey\":"
                                + "\"${env:AMPLITUDE_API_KEY}\"}}]");
        assertThat(Loading.plain().errorsOf("{\"destinations\": []}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /destinations: […] is empty; write for example [{\"id\"");
    }

    @Test
    void aSizeMayBeANumberOfBytesAndAQuotedOne() {
        assertThat(Loading.plain()
                        .config("\"journal\": {\"maxBytes\": 2097152}")
                        .journal()
                        .maxBytes())
                .isEqualTo(DataSize.mebibytes(2));
        assertThat(Loading.plain()
                        .config("\"journal\": {\"maxBytes\": \"2097152\"}")
                        .journal()
                        .maxBytes())
                .isEqualTo(DataSize.mebibytes(2));
    }

    @Test
    void longValuesAreCut() {
        String error = Loading.plain()
                .errors("\"ingest\": {\"host\": \"" + " ".repeat(50) + "x".repeat(500) + "\"}")
                .get(0);

        assertThat(error)
                .isEqualTo("sluice.json: /ingest/host: \"" + " ".repeat(50) + "x".repeat(10)
                        + "…\" is not a valid host name or address; write for example \"0.0.0.0\"");
    }

    @Test
    void allErrorsComeAtOnceInTheOrderOfTheirPointers() {
        List<String> destinations = Collections.nCopies(11, "{\"plugin\": \"sink\"}");
        List<ConfigError> errors = Loading.plain()
                .failure("{\"shutdown\": 1, \"ingest\": {\"prot\": 1}, \"destinations\": ["
                        + String.join(",", destinations) + "]}")
                .errors();

        assertThat(errors)
                .extracting(ConfigError::pointer)
                .startsWith(
                        "/destinations/0/id",
                        "/destinations/0/settings/apiKey",
                        "/destinations/1/id",
                        "/destinations/1/settings/apiKey",
                        "/destinations/2/id")
                .endsWith("/destinations/10/settings/apiKey", "/ingest/prot", "/shutdown");
    }

    @Test
    void anErrorCarriesPointerValueAndMessageApart() {
        assertThat(Loading.plain()
                        .failure(Loading.file("\"ingest\": {\"port\": 70000}", Loading.SINK))
                        .errors())
                .containsExactly(new ConfigError("/ingest/port", "70000", "70000 is over the maximum of 65535"));
    }
}

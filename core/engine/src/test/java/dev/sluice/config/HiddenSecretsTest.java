package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiddenSecretsTest {

    @Test
    void anErrorShowsTheReferenceAndNotItsValue() {
        assertThat(Loading.with("REGION", "atlantis").errorsOf("""
                                {"destinations": [{"id": "a", "plugin": "sink",
                                    "settings": {"apiKey": "0123456789abcdef", "region": "${env:REGION}"}}]}"""))
                .containsExactly("sluice.json: /destinations/0/settings/region: \"${env:REGION}\" is not one of \"us\","
                        + " \"eu\"");
    }

    @Test
    void aSecretSpeltOutInTheFileIsShownAsStars() {
        InvalidConfigException failure = Loading.plain().failure("""
                {"destinations": [{"id": "a", "plugin": "sink", "settings": {"apiKey": "hunter2"}}]}""");

        assertThat(failure)
                .hasMessage("sluice.json: /destinations/0/settings/apiKey: *** is shorter than 8 characters; write for"
                        + " example \"${env:SINK_API_KEY}\"");
        assertThat(failure.errors()).extracting(ConfigError::value).containsExactly("***");
    }

    @Test
    void aSecretOfTheWrongTypeIsShownAsStarsToo() {
        assertThat(Loading.plain().errors("\"management\": {\"token\": 123456789}"))
                .containsExactly("sluice.json: /management/token: *** is not a string; write for example"
                        + " \"${env:MANAGEMENT_TOKEN}\"");
    }

    @Test
    void aSecretFromTheEnvironmentOverlayIsHiddenLikeOneOfTheFile() {
        LoadedConfig loaded =
                Loading.with("SLUICE_MANAGEMENT_TOKEN", "bearer of news").load(Loading.file("", Loading.SINK));

        assertThat(loaded.secrets().redact("token: bearer of news")).isEqualTo("token: ***");
    }

    @Test
    void aLoadedConfigurationPrintsNone() {
        LoadedConfig loaded = Loading.with("KEY", "signing key").load(Loading.file("""
                        "ingest": {"customerio": {"signingKeys": ["${env:KEY}"]}}, "management": {"token": "bearer"}""", Loading.SINK));

        assertThat(loaded.toString()).doesNotContain("signing key", "bearer", "0123456789abcdef");
    }

    @Test
    void aLoadedConfigurationKnowsItsSecretsWhereverTheyComeFrom() {
        SecretValues secrets = Loading.with("KEY", "first signing key")
                .and("ACCOUNT", "account 4711")
                .load("""
                        {"ingest": {"customerio": {"signingKeys": ["${env:KEY}", "second signing key"]}},
                         "destinations": [{"id": "a", "plugin": "sink",
                             "settings": {"apiKey": "0123456789abcdef", "accountId": "${env:ACCOUNT}"},
                             "mapping": {"user_id": {"hash": {"salt": "pepper and salt"}}}}]}""")
                .secrets();

        assertThat(secrets.redact("first signing key, second signing key, account 4711, 0123456789abcdef,"
                        + " pepper and salt, us"))
                .isEqualTo("***, ***, ***, ***, ***, us");
    }

    @Test
    void aConditionIsNotQuotedWithTheValuesOfItsReferences() {
        assertThat(Loading.with("OWNER", "jane@example.com")
                        .errorsOfDestination("\"filter\": {\"when\": \"owner != '${env:OWNER}'\"}"))
                .containsExactly(
                        "sluice.json: /destinations/0/filter/when: \"owner != '${env:OWNER}'\" is no condition in"
                                + " CEL with the values of its references in place, which are not shown");
    }

    @Test
    void anAddressIsShownWithoutThePasswordInIt() {
        assertThat(Loading.plain().errors("\"ingest\": {\"host\": \"http://me:hunter2@example.com\"}"))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /ingest/host: \"http://***@example.com\" is not");
    }
}

package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterChecksTest {

    private static final String OTHERS = "\"members\": [\"10.0.0.2\"]";

    @Test
    void aNodeIsOnItsOwnUntilItIsToldOtherwise() {
        SluiceConfig config = Loading.plain()
                .load(Loading.file("\"cluster\": {}", Loading.SINK))
                .config();

        assertThat(config.cluster()).isEmpty();
        assertThat(config.roles()).containsExactlyInAnyOrder(ClusterConfig.Role.values());
    }

    @Test
    void aNodeIsNamedByHostAndPortUntilItIsToldOtherwise() {
        ClusterConfig cluster = load("\"members\": [\"127.0.0.1:5702\"]");

        assertThat(cluster.nodeId()).isEqualTo("127.0.0.1:5701");
        assertThat(cluster.name()).isEqualTo("sluice");
        assertThat(cluster.roles()).isEqualTo(Set.of(ClusterConfig.Role.INGEST, ClusterConfig.Role.LANES));
    }

    @Test
    void brokersKnowANodeAgainByItsId() {
        SluiceConfig config =
                Loading.plain().load(Loading.file("""
                        "journal": {"type": "kafka", "bootstrapServers": "a:9092"},
                        "cluster": {"enabled": true, "nodeId": "east-1", "members": ["127.0.0.1:5702"]}""", Loading.SINK)).config();

        assertThat(config.journal().kafka().orElseThrow().nodeId()).contains("east-1");
    }

    @Test
    void aNodeThatOthersReachNeedsAToken() {
        assertThat(errors("\"host\": \"10.0.0.1\", " + OTHERS))
                .containsExactly("sluice.json: /cluster/host: \"10.0.0.1\" is open to others, and no token is set; set"
                        + " /cluster/token or bind to \"127.0.0.1\"");
        assertThat(load("\"host\": \"10.0.0.1\", \"token\": \"a token\", " + OTHERS)
                        .token())
                .contains(new Secret("a token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void aNodeIsReachedByItsOwnAddress(String wildcard) {
        assertThat(errors("\"token\": \"a token\", \"host\": \"" + wildcard + "\", " + OTHERS))
                .containsExactly("sluice.json: /cluster/host: \"" + wildcard
                        + "\" is no address by which others reach this node; write its own");
    }

    @Test
    void aNodeThatNamesNoOtherWaitsToBeNamed() {
        assertThat(Loading.plain()
                        .load(Loading.file("\"cluster\": {\"enabled\": true}", Loading.SINK))
                        .warnings())
                .contains("/cluster/members: names no other node, so this one waits until others name it; name one or"
                        + " more");
    }

    @Test
    void rolesOfANodeOnItsOwnAreNotUsed() {
        assertThat(Loading.plain()
                        .load(Loading.file("\"cluster\": {\"roles\": [\"ingest\"]}", Loading.SINK))
                        .warnings())
                .contains("/cluster/roles: is not used, since /cluster/enabled is false");
    }

    @Test
    void aRoleThatIsNoneIsAnError() {
        assertThat(errors("\"roles\": [\"lane\"], " + OTHERS))
                .singleElement()
                .asString()
                .startsWith("sluice.json: /cluster/roles/0: \"lane\"");
    }

    private static ClusterConfig load(String keys) {
        return Loading.plain()
                .load(Loading.file("\"cluster\": {\"enabled\": true, " + keys + "}", Loading.SINK))
                .config()
                .cluster()
                .orElseThrow();
    }

    private static Iterable<String> errors(String keys) {
        return Loading.plain().errors("\"cluster\": {\"enabled\": true, " + keys + "}");
    }
}

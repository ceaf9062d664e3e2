package dev.sluice.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Member;
import dev.sluice.config.ClusterConfig.Role;
import dev.sluice.control.NodeAnswer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What several nodes say of themselves, put together. */
class ClusterStatusTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Member member(String id) {
        return new Member(id, Set.of(Role.INGEST, Role.LANES), "1");
    }

    private static NodeAnswer says(String node, String json) throws JsonProcessingException {
        return new NodeAnswer(member(node), Optional.of(JSON.readTree(json)), "");
    }

    private static NodeAnswer silent(String node) {
        return new NodeAnswer(member(node), Optional.empty(), "did not answer within 1500 ms");
    }

    private static NodeAnswer node(String id, String journal, String... destinations) throws JsonProcessingException {
        return says(id, """
                {"id":"%s","version":"1","ready":true,"journal":{"type":"%s","bytes":1},"destinations":[%s]}""".formatted(id, journal, String.join(",", destinations)));
    }

    private static String destination(String id, String status, int pending, String more) {
        return """
                {"id":"%s","status":"%s","pending":%d,"parked":1,"deadLetters":2,"unaccounted":0%s}""".formatted(id, status, pending, more);
    }

    private static void assertSame(JsonNode actual, String expected) throws JsonProcessingException {
        // Read once more, so that a number is a number.
        assertThat(JSON.readTree(actual.toString())).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void addsUpWhatIsInJournalsOfTheirOwnAndSaysTheWorstOfThem() throws Exception {
        ClusterStatus status = new ClusterStatus(
                List.of(
                        node(
                                "a",
                                "sqlite",
                                destination(
                                        "amplitude", "running", 5, ",\"oldestPendingAt\":\"2026-10-01T00:00:02Z\"")),
                        node(
                                "b",
                                "sqlite",
                                destination(
                                        "amplitude",
                                        "misconfigured",
                                        7,
                                        ",\"reason\":\"wrong key\",\"oldestPendingAt\":\"2026-10-01T00:00:01Z\""))),
                List.of(),
                "a");

        assertSame(status.destinations(), """
                [{"id":"amplitude","status":"misconfigured","reason":"wrong key","node":"b","pending":12,"parked":2,
                  "deadLetters":4,"unaccounted":0,"oldestPendingAt":"2026-10-01T00:00:01Z"}]""");
    }

    @Test
    void countsWhatNodesShareOnceAsTheNodeThatIsAskedSeesIt() throws Exception {
        ClusterStatus status = new ClusterStatus(
                List.of(
                        node("a", "kafka", destination("amplitude", "elsewhere", 9, "")),
                        node("b", "kafka", destination("amplitude", "running", 8, ",\"partitions\":[0,2]"))),
                List.of(),
                "b");

        assertSame(status.destinations(), """
                [{"id":"amplitude","status":"running","pending":8,"parked":1,"deadLetters":2,"unaccounted":0}]""");
        assertThat(status.json().at("/nodes/1/destinations/0/partitions")).hasSize(2);
    }

    @Test
    void namesTheNodesThatWereNotHeardAndWhatItIsWithoutThem() throws Exception {
        ObjectNode gone = JSON.createObjectNode().put("id", "c").put("error", "left, or was given up");
        JsonNode status = new ClusterStatus(
                        List.of(node("a", "sqlite", destination("amplitude", "running", 5, "")), silent("b")),
                        List.of(gone),
                        "a")
                .json();

        assertSame(status.path("nodes").get(1), """
                {"id":"b","roles":["ingest","lanes"],"version":"1","error":"did not answer within 1500 ms"}""");
        assertThat(status.path("nodes").get(2)).isEqualTo(gone);
        assertSame(status.at("/destinations/0/without"), "[\"b\"]");
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.at("/nodes/0/self").asBoolean()).isTrue();
    }

    @Test
    void putsThoseFirstThatNeedAPersonWhereverTheyAreConfigured() throws Exception {
        ClusterStatus status = new ClusterStatus(
                List.of(
                        node("a", "sqlite"),
                        node("b", "sqlite", destination("one", "running", 0, ""), destination("two", "slowed", 0, "")),
                        node("c", "sqlite", destination("three", "paused", 0, ""))),
                List.of(),
                "a");

        assertThat(status.destinations())
                .extracting(each -> each.path("id").asText())
                .containsExactly("three", "two", "one");
    }

    @Test
    void remembersForAWhileWhoLeftAndHasNotComeBack() {
        GoneNodes gone = new GoneNodes(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        gone.left("b");
        gone.left("c");
        gone.came("b");

        assertThat(gone.json())
                .hasToString("[{\"id\":\"c\",\"error\":\"left, or was given up, at 1970-01-01T00:00:00Z\"}]");
    }

    @Test
    void aNodeAloneSaysOfItsDestinationsWhatItAlwaysSaid() throws Exception {
        String one = destination("amplitude", "retrying", 5, ",\"reason\":\"503\"");

        assertSame(new ClusterStatus(List.of(node("", "sqlite", one)), List.of(), "").destinations(), "[" + one + "]");
    }
}

package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventPersonTest {

    private static Optional<String> person(String data) {
        return EventPerson.of(
                ("{\"event_id\":\"1\",\"data\":" + data + ",\"metric\":\"sent\"}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theIdOfThePersonCountsBeforeAllOtherNames() {
        assertThat(
                        person(
                                "{\"customer_id\":\"c\",\"identifiers\":{\"email\":\"e\",\"cio_id\":\"x\",\"id\":\"42\"},\"device_id\":\"d\"}"))
                .contains("42");
        assertThat(person("{\"identifiers\":{\"id\":42}}")).contains("42");
    }

    @Test
    void withoutAnIdTheOtherNamesCountInOrder() {
        assertThat(person("{\"identifiers\":{\"id\":null,\"email\":\"e\",\"cio_id\":\"x\"}}"))
                .contains("x");
        assertThat(person("{\"identifiers\":{\"email\":\"e\"},\"customer_id\":\"c\"}"))
                .contains("e");
        assertThat(person("{\"customer_id\":\"c\",\"device_id\":\"d\"}")).contains("c");
        assertThat(person("{\"recipients\":[{\"x\":[1]},{\"device_id\":\"first\"},{\"device_id\":\"second\"}]}"))
                .contains("first");
        assertThat(person("{\"recipients\":{\"device_id\":\"only\"}}")).contains("only");
    }

    @Test
    void whatNamesNobodyIsNobodys() {
        assertThat(
                        person(
                                "{\"identifiers\":[\"id\"],\"recipients\":\"x\",\"content\":{\"identifiers\":{\"id\":\"no\"}}}"))
                .isEmpty();
        assertThat(person("{\"identifiers\":{\"id\":\"  \"}}")).isEmpty();
        assertThat(person("null")).isEmpty();
        assertThat(EventPerson.of("event-1".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(EventPerson.of("[]".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}

package dev.sluice.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.campaign.CampaignWebhook.Fate;
import dev.sluice.testkit.campaign.CampaignWebhook.Posted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger that balances whatever happened would prove nothing. */
class LedgerTest {

    private final Ledger ledger = new Ledger();

    private void acknowledge(String id, Fate fate) {
        ledger.acknowledge(new CampaignWebhook(List.of(new Posted(id, fate)), new byte[0]));
    }

    private static ObjectNode arrived(String id, String proof) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("insert_id", id);
        event.putObject("event_properties").put(CampaignTraffic.PROOF, proof);
        return event;
    }

    private static ObjectNode arrived(String id) {
        return arrived(id, CampaignTraffic.proof(id));
    }

    private static Letter refused(String id) {
        return new Letter("amplitude", id, "invalid-field", "event_properties is invalid", "{}", Duration.ZERO);
    }

    @Test
    void balancesWhenEachEventIsWhereItBelongs() {
        acknowledge("a", Fate.ORDINARY);
        acknowledge("b", Fate.POISONED);
        acknowledge("c", Fate.OF_NOBODY);
        acknowledge("client1-000001", Fate.BROKEN);
        Letter quarantined =
                new Letter("ingest", "", "broken-json", "ends", "{\"event_id\":\"client1-000001\",", Duration.ZERO);

        Ledger.Balance balance = ledger.balance(List.of(arrived("a")), List.of(refused("b"), quarantined));

        assertThat(balance.faults()).isEmpty();
        assertThat(balance.counts())
                .containsEntry("delivered", 1)
                .containsEntry("dead", 1)
                .containsEntry("filtered", 1)
                .containsEntry("quarantined", 1);
    }

    @Test
    void namesAnEventThatIsNowhere() {
        acknowledge("lost", Fate.ORDINARY);

        assertThat(ledger.balance(List.of(), List.of()).faults())
                .containsExactly("ORDINARY events became neither: 1, such as [lost]");
    }

    @Test
    void namesARefusedEventThatHasNoLetter() {
        acknowledge("b", Fate.POISONED);

        assertThat(ledger.balance(List.of(), List.of()).faults())
                .containsExactly("POISONED events became neither: 1, such as [b]");
    }

    @Test
    void namesBrokenJsonThatIsNotInQuarantine() {
        acknowledge("client1-000001", Fate.BROKEN);

        assertThat(ledger.balance(List.of(), List.of()).faults()).hasSize(1);
    }

    @Test
    void namesAnEventThatShouldHaveBeenFiltered() {
        acknowledge("c", Fate.OF_NOBODY);

        assertThat(ledger.balance(List.of(arrived("c")), List.of()).faults())
                .containsExactly("OF_NOBODY events became delivered: 1, such as [c]");
    }

    @Test
    void namesAnEventThatCountsTwice() {
        acknowledge("a", Fate.ORDINARY);

        assertThat(ledger.balance(List.of(arrived("a"), arrived("a")), List.of())
                        .faults())
                .containsExactly("counted twice by the destination: 1, such as [a]");
    }

    @Test
    void namesAnEventWithAnotherOnesContent() {
        acknowledge("a", Fate.ORDINARY);

        assertThat(ledger.balance(List.of(arrived("a", CampaignTraffic.proof("b"))), List.of())
                        .faults())
                .containsExactly("arrived with another event's content: 1, such as [a]");
    }

    @Test
    void namesALetterWithoutAReason() {
        acknowledge("a", Fate.ORDINARY);
        Letter mute = new Letter("amplitude", "a", "", "", "{}", Duration.ZERO);

        assertThat(ledger.balance(List.of(), List.of(mute)).faults())
                .containsExactly("a dead letter without a reason: a");
    }

    private static Letter expired(String id, Duration age) {
        return new Letter("amplitude", id, "expired", "not delivered in time; last: 503", "{}", age);
    }

    @Test
    void whatWaitedForSevenDaysMayBeGivenUp() {
        acknowledge("a", Fate.ORDINARY);
        acknowledge("b", Fate.POISONED);
        Duration age = Duration.ofDays(7);

        Ledger.Balance balance = ledger.balance(List.of(), List.of(expired("a", age), expired("b", age)));

        assertThat(balance.faults()).isEmpty();
        assertThat(balance.counts()).containsEntry("expired", 2);
    }

    @Test
    void namesAnEventThatIsGivenUpBeforeItsTime() {
        acknowledge("a", Fate.ORDINARY);

        assertThat(ledger.balance(List.of(), List.of(expired("a", Duration.ofDays(6))))
                        .faults())
                .containsExactly("given up for its age before its time: a");
    }
}

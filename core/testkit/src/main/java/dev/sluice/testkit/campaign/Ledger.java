package dev.sluice.testkit.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.campaign.CampaignWebhook.Fate;
import dev.sluice.testkit.campaign.CampaignWebhook.Posted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was acknowledged, held against what became of it: each event is delivered, filtered or in the dead letters, as it was made
 * to be, and nothing comes from nowhere. Gathering is for any thread.
 */
public final class Ledger {

    /** Of a long list of offenders so many are named. */
    private static final int SHOWN = 5;

    /** The relay's own: what waits longer on its clock is given up. */
    private static final Duration MAX_AGE = Duration.ofDays(7);

    private static final String EXPIRED = "expired";

    private final Map<String, Fate> acknowledged = new ConcurrentHashMap<>();

    /** What the balance says. */
    public record Balance(Map<String, Integer> counts, List<String> faults) {}

    /** An event was answered 200. */
    public void acknowledge(CampaignWebhook webhook) {
        for (Posted event : webhook.events()) {
            acknowledged.put(event.id(), event.fate());
        }
    }

    /** How many events were acknowledged. */
    public int size() {
        return acknowledged.size();
    }

    /**
     * Balances the account when nothing is under way any more.
     *
     * @param delivered events that the destination took in and did not drop as duplicates
     */
    public Balance balance(List<ObjectNode> delivered, List<Letter> letters) {
        List<String> faults = new ArrayList<>();
        Set<String> arrived = arrived(delivered, faults);
        Map<String, Letter> dead = new HashMap<>();
        Set<String> quarantined = new HashSet<>();
        for (Letter letter : letters) {
            if (letter.source().equals(Letter.INGEST)) {
                quarantined.add(idIn(letter.original()));
            } else {
                dead.put(letter.eventId(), letter);
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, List<String>> wrong = new TreeMap<>();
        acknowledged.forEach((id, fate) -> {
            String end = arrived.contains(id) ? "delivered" : dead.containsKey(id) ? "dead" : "neither";
            String place = quarantined.contains(id) ? "quarantined" : end;
            boolean right = switch (fate) {
                case ORDINARY -> !place.equals("neither") && !place.equals("quarantined");
                case OF_NOBODY -> place.equals("neither");
                case POISONED -> place.equals("dead") && refusedByName(dead.get(id));
                case BROKEN -> place.equals("quarantined");
            };
            boolean expired = place.equals("dead") && dead.get(id).reason().equals(EXPIRED);
            String became = fate == Fate.OF_NOBODY && right ? "filtered" : expired ? EXPIRED : place;
            counts.merge(became, 1, Integer::sum);
            if (!right) {
                wrong.computeIfAbsent(fate + " events became " + became, key -> new ArrayList<>())
                        .add(id);
            }
        });
        wrong.forEach((what, ids) -> faults.add(what + ": " + ids.size() + ", such as " + some(ids)));
        dead.values().stream()
                .filter(letter -> letter.reason().isEmpty() || letter.detail().isEmpty())
                .forEach(letter -> faults.add("a dead letter without a reason: " + letter.eventId()));
        dead.values().stream()
                .filter(letter ->
                        letter.reason().equals(EXPIRED) && letter.age().compareTo(MAX_AGE) < 0)
                .forEach(letter -> faults.add("given up for its age before its time: " + letter.eventId()));
        return new Balance(counts, faults);
    }

    private static Set<String> arrived(List<ObjectNode> delivered, List<String> faults) {
        Set<String> arrived = new HashSet<>();
        List<String> twice = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (ObjectNode event : delivered) {
            String id = event.path("insert_id").asText();
            if (!arrived.add(id)) {
                twice.add(id);
            }
            String proof =
                    event.path("event_properties").path(CampaignTraffic.PROOF).asText();
            if (!proof.equals(CampaignTraffic.proof(id))) {
                changed.add(id);
            }
        }
        if (!twice.isEmpty()) {
            faults.add("counted twice by the destination: " + twice.size() + ", such as " + some(twice));
        }
        if (!changed.isEmpty()) {
            faults.add("arrived with another event's content: " + changed.size() + ", such as " + some(changed));
        }
        return arrived;
    }

    private static boolean refusedByName(Letter letter) {
        return letter.detail().contains("event_properties")
                || letter.reason().equals("daily-quota")
                || letter.reason().equals("too-large")
                || letter.reason().equals("refused")
                || letter.reason().equals(EXPIRED);
    }

    private static String idIn(String body) {
        int start = body.indexOf("client");
        int end = body.indexOf('"', Math.max(0, start));
        return start < 0 || end < 0 ? body : body.substring(start, end);
    }

    private static List<String> some(List<String> ids) {
        return ids.subList(0, Math.min(SHOWN, ids.size()));
    }
}

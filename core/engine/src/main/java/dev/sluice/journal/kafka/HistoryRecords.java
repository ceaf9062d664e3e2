package dev.sluice.journal.kafka;

import dev.sluice.journal.TrailDraft;
import dev.sluice.journal.trail.LaneStep;
import dev.sluice.journal.trail.MarkCodec;
import dev.sluice.journal.trail.Outcome;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What became of events as records: the marks of all events of a step as value, all else in headers. */
final class HistoryRecords {

    private final String topic;

    HistoryRecords(String topic) {
        this.topic = topic;
    }

    void of(String destination, List<LaneStep> steps, List<ProducerRecord<byte[], byte[]>> records) {
        for (LaneStep step : steps) {
            records.add(of(destination, step));
        }
    }

    ProducerRecord<byte[], byte[]> of(String destination, LaneStep step) {
        Fields fields = Fields.make()
                .put("destination", destination)
                .put("outcome", step.outcome().name())
                .put("detail", step.detail())
                .put("tries", step.tries())
                .put("at", step.atMillis());
        return new ProducerRecord<>(topic, 0, null, null, MarkCodec.encode(step.events()), fields.headers());
    }

    static void show(ConsumerRecord<byte[], byte[]> record, TrailDraft draft) {
        Fields fields = Fields.of(record.headers());
        draft.step(
                fields.text("destination"),
                Outcome.valueOf(fields.text("outcome")),
                fields.text("detail"),
                (int) fields.number("tries"),
                fields.number("at"),
                record.value());
    }
}

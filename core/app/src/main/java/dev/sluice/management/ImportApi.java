package dev.sluice.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ingest.WebhookBody;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.ImportMark;
import dev.sluice.journal.ImportMovedException;
import dev.sluice.journal.ImportPosition;
import dev.sluice.journal.Journal;
import dev.sluice.journal.JournalBusyException;
import dev.sluice.journal.JournalClosedException;
import dev.sluice.journal.JournalFullException;
import dev.sluice.journal.JournalUnavailableException;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/**
 * Files taken in over HTTP, a block of lines at a time. A block names the position it goes on from and the one it leads to; it is
 * stored with that, or not at all, so that sending it again does no harm.
 */
final class ImportApi {

    private static final String PATH = "/api/v1/imports/:name";

    /**
     * How full a journal may become by imports: below the 80 % at which the node counts as not ready, with the difference for what
     * webhooks bring meanwhile. Files can wait, a sender's stream must not.
     */
    private static final double IMPORTS_SHARE = 0.7;

    private final Journal journal;
    private final Clock clock;

    ImportApi(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get(PATH).handler(this::position);
        router.post(PATH).handler(this::append);
    }

    private void position(RoutingContext context) {
        Reply.of(context, journal.importPosition(context.pathParam("name")).map(ImportApi::json));
    }

    private void append(RoutingContext context) {
        ImportPosition to = new ImportPosition(
                number(context, "bytes"),
                number(context, "lines"),
                number(context, "events"),
                number(context, "refused"));
        ImportMark mark = new ImportMark(context.pathParam("name"), number(context, "from"), to);
        AppendBatch batch = WebhookBody.lines(RequestBody.in(context).getBytes(), clock.millis());
        if (!batch.quarantined().isEmpty()) {
            throw new IllegalArgumentException("a line is no event: "
                    + batch.quarantined().get(0).detail() + "; leave it out and count it as refused");
        }
        Optional<String> standstill = standstill();
        if (standstill.isPresent()) {
            refuse(context, new JournalFullException(standstill.get()));
            return;
        }
        journal.append(batch.markedBy(mark))
                .onSuccess(stored -> Reply.of(context, Future.succeededFuture(json(to))))
                .onFailure(failure -> refuse(context, failure));
    }

    /** Why nothing is imported now. */
    private Optional<String> standstill() {
        if (journal.status().fill() < IMPORTS_SHARE) {
            return journal.trouble();
        }
        return Optional.of("the journal is " + Math.round(IMPORTS_SHARE * 100)
                + " % full, and the rest is for webhooks until destinations take events off it");
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof ImportMovedException) {
            Reply.error(context, 409, failure.getMessage());
        } else if (failure instanceof JournalFullException
                || failure instanceof JournalBusyException
                || failure instanceof JournalUnavailableException
                || failure instanceof JournalClosedException) {
            context.response().putHeader("Retry-After", "1");
            Reply.error(context, 503, failure.getMessage());
        } else {
            context.fail(failure);
        }
    }

    private static long number(RoutingContext context, String name) {
        String text = context.request().getParam(name, "");
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is no number");
        }
        return Long.parseLong(text);
    }

    private static ObjectNode json(ImportPosition position) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("bytes", position.bytes())
                .put("lines", position.lines())
                .put("events", position.events())
                .put("refused", position.refused());
    }
}

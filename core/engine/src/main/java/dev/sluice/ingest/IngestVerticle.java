package dev.sluice.ingest;

import dev.sluice.config.IngestConfig;
import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.JournalVerticle;
import dev.sluice.journal.trail.Origin;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks on one event loop: reads a body, has its signature checked and its parts appended, and answers when they are
 * on disk. Several instances share the port and a {@link Ingest}.
 */
final class IngestVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(IngestVerticle.class);

    /** Customer.io gives up after four seconds; whoever has not heard by then comes again. */
    private static final long APPEND_TIMEOUT_MILLIS = 3_000;

    /** While another process hands its journal over, its senders wait, but not longer than they can. */
    private static final long LONGEST_HOLD_MILLIS = 3_000;

    private final Ingest ingest;
    private final IngestConfig config;
    private final Clock clock;
    private final SignatureCheck signatures;
    private final DeliveryOptions appendOptions =
            new DeliveryOptions().setSendTimeout(APPEND_TIMEOUT_MILLIS).setLocalOnly(true);

    IngestVerticle(Ingest ingest, IngestConfig config, Clock clock) {
        this.ingest = ingest;
        this.config = config;
        this.clock = clock;
        signatures = new SignatureCheck(config.customerio());
    }

    @Override
    public Future<?> start() {
        HttpServer server = vertx.createHttpServer(ingest.serverOptions()).requestHandler(this::receive);
        return ingest.connections().watch(server).listen().onSuccess(ingest::listening);
    }

    private void receive(HttpServerRequest request) {
        ingest.connections().serving(request);
        ingest.asked();
        Future<Void> opened = ingest.opened();
        if (opened.succeeded()) {
            serve(request);
            return;
        }
        request.pause();
        opened.timeout(LONGEST_HOLD_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(done -> context.runOnContext(on -> {
                    if (done.succeeded()) {
                        serve(request);
                    } else {
                        answer(
                                request,
                                IngestAnswer.unavailable("too_late", "the relay could not be taken over in time"));
                        BodyReading.discard(vertx, request);
                    }
                    request.resume();
                }));
    }

    private void serve(HttpServerRequest request) {
        IngestAnswer refusal = refusal(request);
        if (refusal != null) {
            answer(request, refusal);
            BodyReading.discard(vertx, request);
            return;
        }
        BodyReading reading = new BodyReading(vertx, request, config, ingest.budget());
        reading.body()
                .compose(body -> store(request, body))
                .onComplete(done -> reading.release())
                .onSuccess(answer -> answer(request, answer))
                .onFailure(failure -> fail(request, failure));
    }

    private @Nullable IngestAnswer refusal(HttpServerRequest request) {
        if (!config.customerio().path().equals(request.path())) {
            return IngestAnswer.wrongPath();
        }
        if (request.method() != HttpMethod.POST) {
            return IngestAnswer.wrongMethod();
        }
        if (ingest.isStopping()) {
            return IngestAnswer.unavailable("stopping", "the relay is stopping");
        }
        return MediaType.of(request.headers()) == MediaType.OTHER ? IngestAnswer.wrongType() : null;
    }

    private Future<IngestAnswer> store(HttpServerRequest request, byte[] body) {
        long start = System.nanoTime();
        long now = clock.millis();
        SignatureCheck.Verdict verdict =
                signatures.check(request.getHeader("X-CIO-Signature"), request.getHeader("X-CIO-Timestamp"), body, now);
        if (!verdict.passes()) {
            return Future.succeededFuture(IngestAnswer.unsigned(verdict));
        }
        boolean lines = MediaType.of(request.headers()) == MediaType.LINES;
        Origin origin = verdict == SignatureCheck.Verdict.VALID ? Origin.SIGNED : Origin.UNSIGNED;
        AppendBatch batch = (lines ? WebhookBody.lines(body, now) : WebhookBody.json(body, now)).by(origin);
        if (batch.isEmpty()) {
            return Future.succeededFuture(IngestAnswer.stored(batch));
        }
        return vertx.eventBus()
                .request(JournalVerticle.APPEND, batch, appendOptions)
                .map(stored -> {
                    ingest.meters().acknowledged(System.nanoTime() - start);
                    return IngestAnswer.stored(batch);
                })
                .recover(failure -> Future.succeededFuture(notStored(failure)));
    }

    private IngestAnswer notStored(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            LOG.error("Appending to the journal failed; the sender was asked to come again", failure);
            return IngestAnswer.unavailable("failed", "the webhook could not be stored");
        }
        return switch (reply.failureType()) {
            case TIMEOUT -> IngestAnswer.unavailable("too_late", "the webhook could not be stored in time");
            case NO_HANDLERS -> IngestAnswer.unavailable("stopping", "the journal is closed");
            default -> refused(reply);
        };
    }

    private IngestAnswer refused(ReplyException reply) {
        switch (reply.failureCode()) {
            case JournalVerticle.FULL:
                ingest.notStored(reply.getMessage());
                return IngestAnswer.unavailable("journal_full", "the journal is full");
            case JournalVerticle.BUSY:
                return IngestAnswer.unavailable("overloaded", "too much waits to be stored");
            case JournalVerticle.UNAVAILABLE:
                return IngestAnswer.unavailable("journal_away", "the journal can't be reached");
            case JournalVerticle.CLOSED:
                return IngestAnswer.unavailable("stopping", "the journal is closed");
            default:
                ingest.notStored("appending to the journal failed: " + reply.getMessage());
                return IngestAnswer.unavailable("failed", "the webhook could not be stored");
        }
    }

    private void fail(HttpServerRequest request, Throwable failure) {
        if (failure instanceof BodyRefusedException refused) {
            answer(request, refused.answer());
            BodyReading.discard(vertx, request);
        } else if (failure instanceof SenderGoneException) {
            ingest.meters().answered(new IngestAnswer(0, "sender_gone", ""));
        } else {
            LOG.error("Receiving a webhook failed; the sender was asked to come again", failure);
            answer(request, IngestAnswer.unavailable("failed", "the webhook could not be stored"));
        }
    }

    private void answer(HttpServerRequest request, IngestAnswer answer) {
        ingest.meters().answered(answer);
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader("Content-Type", "application/json");
        if (ingest.isLeaving()) {
            response.putHeader("Connection", "close");
        }
        switch (answer.status()) {
            case 405 -> response.putHeader("Allow", "POST");
            case 503 -> response.putHeader("Retry-After", Integer.toString(IngestAnswer.RETRY_AFTER_SECONDS));
            default -> {}
        }
        response.end(answer.body());
    }
}

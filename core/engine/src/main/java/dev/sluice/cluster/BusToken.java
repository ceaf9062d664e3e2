package dev.sluice.cluster;

import com.google.common.hash.Hashing;
import dev.sluice.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks each message with what only nodes of the same token can know, and lets no other message through. */
final class BusToken {

    private static final Logger LOG = LoggerFactory.getLogger(BusToken.class);

    private static final String HEADER = "sluice-token";

    private final String mark;

    BusToken(Secret token) {
        mark = Hashing.hmacSha256(token.reveal().getBytes(StandardCharsets.UTF_8))
                .hashString("a message of this cluster", StandardCharsets.UTF_8)
                .toString();
    }

    void guard(Vertx vertx) {
        vertx.eventBus().addOutboundInterceptor(this::mark);
        vertx.eventBus().addInboundInterceptor(this::check);
    }

    private void mark(DeliveryContext<?> message) {
        message.message().headers().set(HEADER, mark);
        message.next();
    }

    private void check(DeliveryContext<?> message) {
        String claimed = message.message().headers().get(HEADER);
        if (claimed != null
                && MessageDigest.isEqual(
                        claimed.getBytes(StandardCharsets.UTF_8), mark.getBytes(StandardCharsets.UTF_8))) {
            message.next();
        } else {
            LOG.warn(
                    "A message to {} came without the cluster's token and was thrown away; see who reaches this node's bus",
                    message.message().address());
        }
    }
}

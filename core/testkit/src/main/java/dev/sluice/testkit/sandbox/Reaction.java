package dev.sluice.testkit.sandbox;

import java.time.Duration;

/** What the server does about a request. */
sealed interface Reaction {

    record Respond(Reply reply) implements Reaction {

        @Override
        public int status() {
            return reply.status();
        }
    }

    record Drip(Reply reply, Duration betweenBytes) implements Reaction {

        @Override
        public int status() {
            return reply.status();
        }
    }

    record Close() implements Reaction {

        @Override
        public int status() {
            return 0;
        }
    }

    record Hang() implements Reaction {

        @Override
        public int status() {
            return 0;
        }
    }

    /** 0 where there is no answer. */
    int status();
}

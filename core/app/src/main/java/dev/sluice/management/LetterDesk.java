package dev.sluice.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.Set;

/**
 * What operators do with dead letters, told in JSON. Safe for several threads. Every method throws {@link IllegalArgumentException}
 * with a sentence where it can't understand what is asked.
 */
interface LetterDesk {

    /** What a caller may narrow by. */
    Set<String> fields();

    /**
     * A page of letters, newest first, with how many there are and where the next page begins.
     *
     * @param criteria of {@link #fields}; and {@code before}, as the page before said it
     * @param limit at most so many
     */
    Future<ObjectNode> list(JsonNode criteria, int limit);

    /** One letter with its payloads; fails with {@link NotFoundException} where there is none. */
    Future<ObjectNode> show(String id);

    /** What a replay or a deletion would touch, without doing it. */
    Future<ObjectNode> weigh(JsonNode criteria);

    /** Sends letters on their way again. */
    Future<ObjectNode> replay(JsonNode criteria);

    /** Deletes letters. */
    Future<ObjectNode> discard(JsonNode criteria);
}

package dev.sluice.config;

import io.vertx.config.spi.ConfigProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Lets vertx-config read JSON strictly. Public for its {@link java.util.ServiceLoader} only. */
public final class StrictJsonProcessor implements ConfigProcessor {

    static final String FORMAT = "strict-json";

    @Override
    public String name() {
        return FORMAT;
    }

    @Override
    public Future<JsonObject> process(Vertx vertx, JsonObject options, Buffer input) {
        return Future.future(promise -> {
            promise.complete(new JsonObject(StrictJson.parse(input.getBytes()).toString()));
        });
    }
}

package dev.sluice.testkit.contract.flawed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.contract.DestinationContract;
import dev.sluice.testkit.contract.good.GoodSandbox;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The contract of a plugin with a flaw; which one, the run's parameter says. Never run by the build itself. */
@ExtendWith(FlawedContract.FlawOfTheRun.class)
final class FlawedContract extends DestinationContract {

    static final String FLAW = "flaw";

    private final Flaw flaw;

    FlawedContract(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    protected DestinationPlugin plugin() {
        return flaw.made().get();
    }

    @Override
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        return Optional.of(new GoodSandbox(vertx, settings.path("token").asText()));
    }

    static final class FlawOfTheRun implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Flaw.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Flaws.named(context.getConfigurationParameter(FLAW).orElseThrow());
        }
    }
}

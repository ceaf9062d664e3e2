import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import io.vertx.core.Vertx;

/** Plays Amplitude by its documented rules, and says a line of each event that arrives. Java runs it from this file. */
final class Sandbox {

    public static void main(String[] arguments) {
        SandboxOptions options = SandboxOptions.forApiKey("sandbox-api-key").atPort(Integer.parseInt(arguments[0]));
        AmplitudeSandbox sandbox = new AmplitudeSandbox(Vertx.vertx(), options);
        sandbox.onIngested(event -> System.out.println(event.path("event_type").asText() + " "
                + event.path("insert_id").asText()));
        sandbox.start().await();
    }
}

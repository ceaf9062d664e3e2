package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.amplitude.AmplitudeSandbox;
import dev.sluice.testkit.amplitude.SandboxOptions;
import dev.sluice.testkit.customerio.WebhookSignature;
import dev.sluice.testkit.sandbox.Fault;
import dev.sluice.testkit.stranger.Courier;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user types them: output, errors, exit codes. */
class CommandLineTest {

    @TempDir
    private Path folder;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = commandLine.execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    private String config(String settings) throws IOException {
        return Files.writeString(folder.resolve("sluice.json"), """
                        {"ingest":{"port":0,"customerio":{"signingKeys":["the-key"]}},
                         "destinations":[{"id":"amplitude","plugin":"amplitude","settings":{%s}}],"management":{"port":0}}
                        """.formatted(settings))
                .toString();
    }

    @Test
    void versionAndHelpExitWith0() {
        assertThat(run("--version").exit()).isZero();
        assertThat(run("--version").out()).startsWith("sluice ");
        assertThat(run("--help").exit()).isZero();
        assertThat(run("--help").out())
                .contains("run", "demo", "check", "map", "test-connection", "plugins", "verify-signature", "campaign")
                .contains("import", "dead-letters", "journal");
        assertThat(run("generate-completion").out()).contains("sluice");
    }

    @Test
    void anUnknownCommandExitsWith2AndNamesTheNearest() {
        Ran ran = run("chek");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("check").doesNotContain("\tat ");
    }

    @Test
    void checkSaysThatAConfigurationCanBeUsed() throws IOException {
        Ran ran = run("check", "-c", config("\"apiKey\":\"k\""));

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("can be used: amplitude (amplitude)");
    }

    @Test
    void checkTellsAllErrorsAtOnceAndExitsWith2() throws IOException {
        Ran ran = run("check", "-c", config("\"region\":\"uk\",\"apiKye\":\"k\""));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err().lines().toList())
                .hasSizeGreaterThanOrEqualTo(2)
                .anyMatch(line -> line.contains("/destinations/0/settings/region: \"uk\" is not one of \"us\", \"eu\""))
                .anyMatch(line -> line.contains("apiKye") && line.contains("apiKey"));
        assertThat(run("check", "--json", "-c", config("\"region\":\"uk\",\"apiKey\":\"k\""))
                        .out())
                .contains("\"valid\":false")
                .contains("/destinations/0/settings/region");
    }

    @Test
    void theShippedConfigurationAsksForTheKeyInOneLine() {
        Ran ran = run("check", "-c", "../../conf/sluice.json");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err().lines()).hasSize(1).first().asString().contains("AMPLITUDE_API_KEY");
    }

    @Test
    void mapPrintsWhatWouldBeSentAndWhyTheRestWouldNot() throws IOException {
        Path webhooks = Files.writeString(folder.resolve("webhooks.ndjson"), """
                {"event_id":"e1","object_type":"email","metric":"sent","timestamp":1613063089,"data":{"customer_id":"42"}}
                {broken
                {"event_id":"e2","object_type":"email","metric":"sent","data":{}}
                """);

        Ran ran = run("map", "-c", config("\"apiKey\":\"k\""), "-d", "amplitude", webhooks.toString());

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines())
                .containsExactly("{\"user_id\":\"42\",\"event_type\":\"Email Sent\",\"insert_id\":\"e1\","
                        + "\"time\":1613063089000,\"event_properties\":{\"customer_id\":\"42\"}}");
        assertThat(ran.err().lines())
                .anyMatch(line -> line.equals("e2: filtered: no-identity"))
                .anyMatch(line -> line.startsWith("quarantined: broken-json"));
    }

    @Test
    void mapOfAMissingFileOrAnUnknownDestinationSaysSo() throws IOException {
        assertThat(run("map", "-c", config("\"apiKey\":\"k\""), "nowhere.json").err())
                .isEqualTo("sluice: there is no file nowhere.json" + System.lineSeparator());
        assertThat(run("map", "-c", config("\"apiKey\":\"k\""), "-d", "mixpanel", "x")
                        .err())
                .contains("no destination is called mixpanel; there are [amplitude]");
    }

    @Test
    void testConnectionTellsWhatAmplitudeSaid() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            AmplitudeSandbox sandbox = new AmplitudeSandbox(vertx, SandboxOptions.forApiKey("good-key-1234"));
            sandbox.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            String endpoint = ",\"endpoint\":\"" + sandbox.batchUri() + "\"";

            Ran good = run("test-connection", "-c", config("\"apiKey\":\"good-key-1234\"" + endpoint));
            assertThat(good.exit()).isZero();
            assertThat(good.out()).contains("a test event Email Sent of the user sluice-test arrived");
            assertThat(sandbox.events().get(0).path("event_type").asText()).isEqualTo("Email Sent");

            Ran bad = run("test-connection", "-c", config("\"apiKey\":\"other-key-1234\"" + endpoint));
            assertThat(bad.exit()).isEqualTo(1);
            assertThat(bad.err())
                    .contains("Invalid API key", "the other region")
                    .doesNotContain("other-key-1234");

            sandbox.failNext(Fault.html(503));
            assertThat(run("test-connection", "--json", "-c", config("\"apiKey\":\"good-key-1234\"" + endpoint))
                            .out())
                    .contains("\"reached\":false", "503");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void testConnectionToNobodySaysThatNobodyAnswers() throws IOException {
        Ran ran = run("test-connection", "-c", config("\"apiKey\":\"k\",\"endpoint\":\"http://127.0.0.1:1/batch\""));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("127.0.0.1:1").contains("see that the address can be reached");
    }

    @Test
    void pluginsAreListedAndDescribed() {
        assertThat(run("plugins").out()).contains("amplitude");
        assertThat(run("plugins", "list", "--json").out())
                .contains("\"plugins\":[{\"name\":\"amplitude\"", "\"origin\":\"built-in\"", "\"brokenJars\":[]");
        assertThat(run("plugins", "describe", "amplitude").out())
                .contains(
                        "user_id",
                        "data.identifiers.id",
                        "event_type",
                        "https://api.eu.amplitude.com/batch",
                        "maxEvents")
                .containsPattern("(?m)^  event_type \\* +object_type \\+ metric +as a string; each word capitalised$")
                .containsPattern("(?m)^  apiKey +string, secret +\\(required\\) +The API key")
                .containsPattern("(?m)^  region +us or eu +us +Where")
                .containsPattern("(?m)^  dedupe window +7 days ")
                .contains("A configuration may also set adid, ");
        assertThat(run("plugins", "describe", "amplitude", "--json").out())
                .contains(
                        "\"mapping\":[{\"target\":\"user_id\"",
                        "\"spiVersion\":\"1.",
                        "\"furtherTargets\":[\"adid\"",
                        "\"dedupeWindowSeconds\":604800");
        assertThat(run("plugins", "describe", "nobody").err()).contains("there are amplitude");
    }

    @Test
    void jarsAreListedWithWhereTheyComeFromAndTheBrokenOnesWithTheReason() throws IOException {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        Courier.version("1").jar().write(jars.resolve("courier-1.0.jar"));
        Files.writeString(jars.resolve("broken.jar"), "no jar");
        String config = Files.writeString(folder.resolve("jars.json"), """
                        {"plugins":{"directory":"%s"},"ingest":{"customerio":{"signingKeys":["the-key"]}},
                         "destinations":[{"id":"c","plugin":"courier","settings":{"endpoint":"http://127.0.0.1:1"}}]}
                        """.formatted(jars))
                .toString();

        assertThat(run("plugins", "-c", config).out().lines())
                .anyMatch(line -> line.matches("amplitude +built-in +Amplitude.*"))
                .anyMatch(line -> line.matches("courier +courier-1.0.jar +A courier, version 1."))
                .anyMatch(line -> line.startsWith("not used: broken.jar: it can't be read as a jar"));
        assertThat(run("plugins", "list", "--json", "-c", config).out())
                .contains("\"folder\":\"" + jars + "\"", "\"origin\":\"courier-1.0.jar\"")
                .contains("\"brokenJars\":[{\"jar\":\"broken.jar\",\"reason\":\"it can't be read as a jar");
        assertThat(run("plugins", "describe", "courier", "-c", config).out())
                .contains("Origin: courier-1.0.jar", "event_id");
        assertThat(run("plugins", "describe", "nobody", "-c", config).err())
                .contains("there are amplitude", "courier", "not used is broken.jar: ");
        Ran check = run("check", "-c", config);
        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("can be used: c (courier)");
        assertThat(check.err()).startsWith("warning: the plugin jar broken.jar: it can't be read as a jar");
        assertThat(run("check", "--json", "-c", config).out())
                .contains("\"valid\":true", "\"brokenJars\":[{\"jar\":\"broken.jar\"");
    }

    @Test
    void aStartWithoutTheJarOfADestinationNamesTheFolder() throws IOException {
        String config = Files.writeString(folder.resolve("jars.json"), """
                        {"plugins":{"directory":"%s"},"destinations":[{"id":"c","plugin":"courier"}]}
                        """.formatted(folder))
                .toString();

        Ran ran = run("run", "-c", config);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("\"courier\" is no plugin", "no jar in " + folder + " brings it");
    }

    @Test
    void verifySignatureSaysWhyItDoesNotMatch() throws IOException {
        Path body = Files.writeString(folder.resolve("body"), "{\"event_id\":\"1\"}");
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String right = new WebhookSignature("the-key")
                .headers(Files.readAllBytes(body), Long.parseLong(timestamp))
                .get(WebhookSignature.SIGNATURE_HEADER);
        String config = config("\"apiKey\":\"k\"");

        Ran good =
                run("verify-signature", "-c", config, "--signature", right, "--timestamp", timestamp, body.toString());
        assertThat(good.exit()).isZero();
        assertThat(good.out()).contains("the signature matches");

        Ran bad = run(
                "verify-signature",
                "-c",
                config,
                "--signature",
                "0".repeat(64),
                "--timestamp",
                timestamp,
                body.toString());
        assertThat(bad.exit()).isEqualTo(1);
        assertThat(bad.err()).contains("matches none of the signing keys");
    }

    @Test
    void runOnAPortInUseSaysWhichAndExitsWith1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Files.writeString(
                    folder.resolve("taken.json"), """
                    {"ingest":{"port":%d},"journal":{"path":"%s"},"management":{"port":0},
                     "destinations":[{"id":"amplitude","plugin":"amplitude","settings":{"apiKey":"k"}}]}
                    """.formatted(taken.getLocalPort(), folder.resolve("j.db")));

            Ran ran = run("run", "-c", file.toString());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err())
                    .contains(Integer.toString(taken.getLocalPort()), "/ingest/port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void runWithAConditionThatDoesNotCompilePointsIntoIt() throws IOException {
        Path file = Files.writeString(folder.resolve("when.json"), """
                {"destinations":[{"id":"amplitude","plugin":"amplitude","settings":{"apiKey":"k"},
                  "filter":{"when":"metrc == 'sent'"}}]}
                """);

        Ran ran = run("run", "-c", file.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("/destinations/0/filter/when", "undeclared reference to 'metrc'", "^");
    }
}

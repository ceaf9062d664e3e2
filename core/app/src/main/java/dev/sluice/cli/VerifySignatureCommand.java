package dev.sluice.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.CustomerIoConfig;
import dev.sluice.config.Secret;
import dev.sluice.ingest.SignatureCheck;
import dev.sluice.ingest.SignatureCheck.Verdict;
import dev.sluice.ingest.SignatureDiagnosis;
import dev.sluice.plugin.PluginRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify-signature}: why does a captured webhook's signature match, or not? */
@Command(
        name = "verify-signature",
        description = "Says why a captured webhook's signature does or does not match.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the signature matches", "1:it does not", "2:the configuration can't be used"})
final class VerifySignatureCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--signature", required = true, paramLabel = "HEX", description = "The header X-CIO-Signature.")
    private String signature = "";

    @Option(names = "--timestamp", required = true, paramLabel = "SECONDS", description = "The header X-CIO-Timestamp.")
    private String timestamp = "";

    @Option(
            names = "--key-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the signing key, in place of the configuration's keys."
                    + " (A key on the command line would be seen by others on the machine.)")
    private @Nullable String keyVariable;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The raw body; - for standard input (the default).")
    private String file = "-";

    @Override
    public Integer call() throws Exception {
        CustomerIoConfig customerio = customerio();
        byte[] body = InputFile.read(file);
        Verdict verdict = new SignatureCheck(customerio).check(signature, timestamp, body, System.currentTimeMillis());
        Optional<String> cause =
                new SignatureDiagnosis(signature, timestamp, body).explain(verdict, customerio.signingKeys());
        tell(verdict, cause);
        return verdict == Verdict.VALID ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private CustomerIoConfig customerio() throws Exception {
        if (keyVariable == null) {
            PluginRegistry plugins = config.plugins();
            return config.load(plugins).config().ingest().customerio();
        }
        String key = System.getenv(keyVariable);
        if (key == null || key.isEmpty()) {
            throw new IllegalArgumentException("the environment variable " + keyVariable + " is not set");
        }
        return new CustomerIoConfig("/", List.of(new Secret(key)), CustomerIoConfig.DEFAULT_TIMESTAMP_TOLERANCE);
    }

    private void tell(Verdict verdict, Optional<String> cause) {
        boolean valid = verdict == Verdict.VALID;
        PrintWriter out =
                valid || json ? spec.commandLine().getOut() : spec.commandLine().getErr();
        if (json) {
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("valid", valid).put("message", verdict.words());
            cause.ifPresent(text -> report.put("cause", text));
            out.println(report);
        } else {
            out.println(verdict.words() + cause.map(text -> ": " + text).orElse(""));
        }
        out.flush();
    }
}

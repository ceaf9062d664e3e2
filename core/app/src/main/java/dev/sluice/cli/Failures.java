package dev.sluice.cli;

import dev.sluice.config.InvalidConfigException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells failures in a sentence each, on standard error; the stack trace goes to the log, at its finest level. */
final class Failures implements IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        LOG.debug("The command failed", failure);
        PrintWriter errors = command.getErr();
        if (failure instanceof InvalidConfigException invalid) {
            invalid.lines().forEach(errors::println);
            errors.flush();
            return CommandLine.ExitCode.USAGE;
        }
        errors.println("sluice: " + sentence(failure));
        errors.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}

package dev.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Looks up what a reference stands for. Reads files, so it blocks. */
final class ReferencedValues {

    /** Longer than any key or certificate; the file is read into memory. */
    private static final int MAX_FILE_BYTES = 64 << 10;

    /** What became of a reference. */
    sealed interface Outcome {}

    /**
     * Its value.
     *
     * @param secret false where the configuration itself spells it out
     */
    record Found(String value, boolean secret) implements Outcome {}

    /** It has none; the message says why and what to do. */
    record Absent(String message) implements Outcome {}

    private final Environment environment;

    ReferencedValues(Environment environment) {
        this.environment = environment;
    }

    Outcome of(ReferenceText.Part part) {
        if (part instanceof ReferenceText.Variable variable) {
            return variable(variable);
        }
        if (part instanceof ReferenceText.Content content) {
            return content(content.path());
        }
        if (part instanceof ReferenceText.Plain plain) {
            return new Found(plain.text(), false);
        }
        return new Absent(
                "a text with ${ in it is no reference; write ${env:NAME}, ${env:NAME:-default} or ${file:/path},"
                        + " or $${ for a plain ${");
    }

    private Outcome variable(ReferenceText.Variable variable) {
        String name = variable.name();
        String value = environment.variables().getOrDefault(name, "");
        if (!value.isEmpty()) {
            return new Found(value, true);
        }
        if (variable.otherwise().isPresent()) {
            return new Found(variable.otherwise().get(), false);
        }
        boolean unset = !environment.variables().containsKey(name);
        String hint = NearestName.of(name, environment.variables().keySet())
                .filter(near -> unset && !near.equals(name))
                .map(near -> " (there is " + near + ")")
                .orElse("");
        return new Absent("the environment variable " + name + " is " + (unset ? "not set" : "empty") + hint
                + "; set it to the value that belongs here, for example with export " + name + "=…");
    }

    private static Outcome content(String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            byte[] bytes = file.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                return new Absent("the file " + path + " is over 64KiB, too long for a secret; name the right file");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String value = text.replaceFirst("\\r?\\n\\z", "");
            return value.isEmpty()
                    ? new Absent("the file " + path + " is empty; write the value that belongs here into it")
                    : new Found(value, true);
        } catch (NoSuchFileException | InvalidPathException absent) {
            return new Absent("there is no file " + path + "; write the value that belongs here into it");
        } catch (AccessDeniedException refused) {
            return new Absent("the file " + path + " may not be read by this user; change its owner or its mode");
        } catch (CharacterCodingException binary) {
            return new Absent("the file " + path + " is not UTF-8 text; name the right file");
        } catch (IOException unreadable) {
            return new Absent("the file " + path + " can't be read; name a file with the value that belongs here");
        }
    }
}

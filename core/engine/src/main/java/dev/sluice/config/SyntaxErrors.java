package dev.sluice.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a file that is not JSON. The parser's own words are only a clue: they are meant for programmers, and
 * they repeat pieces of the file, which may be secret.
 */
final class SyntaxErrors {

    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('(.)' \\(code \\d+[^)]*\\)\\)(.*)", Pattern.DOTALL);
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate (?:field|Object property) [\"'](.*)[\"'].*");

    private SyntaxErrors() {}

    /** @param reached how far the parser came, for the errors that don't say where they are */
    static ConfigSyntaxException of(JsonProcessingException malformed, JsonLocation reached) {
        JsonLocation location = malformed.getLocation();
        return at(location == null ? reached : location, explain(malformed));
    }

    static ConfigSyntaxException trailing(JsonLocation location) {
        return at(location, "there is more after the end of the object; remove it");
    }

    private static ConfigSyntaxException at(JsonLocation location, String explanation) {
        return new ConfigSyntaxException(
                "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + explanation);
    }

    private static String explain(JsonProcessingException malformed) {
        String clue = malformed.getOriginalMessage();
        Matcher duplicate = DUPLICATE.matcher(clue);
        if (duplicate.matches()) {
            return "the key \"" + duplicate.group(1) + "\" stands twice in one object; remove one of them";
        }
        if (malformed instanceof StreamConstraintsException) {
            return "a key, a text or a number is too long here, or too many brackets stand in each other; no configuration needs that";
        }
        if (malformed instanceof JsonEOFException) {
            return "the file ends too early; a }, a ] or a \" is missing";
        }
        if (clue.startsWith("Unrecognized token")) {
            return "this is no value; a text needs double quotes, and other words than true, false and null don't exist";
        }
        if (clue.startsWith("Unexpected close marker")) {
            return "this bracket closes nothing that is open; remove it, or correct the one it belongs to";
        }
        if (clue.startsWith("Illegal unquoted character")) {
            return "a text goes on beyond its line; close it with a double quote, and write \\n for a line break in it";
        }
        if (clue.startsWith("Invalid numeric value")) {
            return "this is not a number as JSON has them; write 1 or 0.5, not 01 or .5";
        }
        if (clue.startsWith("Unrecognized character escape")) {
            return "a text holds a single backslash; write it twice";
        }
        Matcher character = CHARACTER.matcher(clue);
        return character.matches()
                ? unexpected(character.group(1), character.group(2))
                : "this is not JSON; check the quotes, commas and brackets around it";
    }

    private static String unexpected(String character, String clue) {
        if (clue.contains("comment")) {
            return "JSON has no comments; remove it";
        }
        if (clue.contains("double-quote to start")) {
            return character.equals("}")
                    ? "the comma before this } is one too many; remove it"
                    : "unexpected " + character + "; expected a key in double quotes";
        }
        if (clue.contains("colon")) {
            return "unexpected " + character + "; expected a colon between key and value";
        }
        if (clue.contains("comma")) {
            return "unexpected " + character + "; expected a comma, or the end of the object or list, before it";
        }
        return character.equals("]")
                ? "the comma before this ] is one too many; remove it"
                : "unexpected " + character
                        + "; expected a value: a text in double quotes, a number, true, false, an object"
                        + " or a list";
    }
}

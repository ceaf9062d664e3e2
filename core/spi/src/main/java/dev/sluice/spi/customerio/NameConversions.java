package dev.sluice.spi.customerio;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.spi.Conversion;

/** How names are spelled for people. */
public final class NameConversions {

    /** Each word capitalised: {@code in_app clicked} becomes {@code In App Clicked}. */
    public static final Conversion CAPITALISED = Conversion.TEXT.then(
            new Conversion("each word capitalised", name -> TextNode.valueOf(Words.capitalised(name.asText()))));

    /** The platforms' own spelling; a blank one is left out. */
    public static final Conversion PLATFORM = Conversion.TEXT.then(new Conversion(
            "iOS, Android, Web; others capitalised",
            name -> name.asText().isBlank() ? null : TextNode.valueOf(Words.platform(name.asText()))));

    private NameConversions() {}
}

package dev.sluice.testkit.contract;

import dev.sluice.spi.Answer;
import dev.sluice.spi.Fate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whether what a destination tells operators is fit to be shown. */
final class AnswerTexts {

    private static final int MAX_LENGTH = 600;

    private final List<String> secrets;

    AnswerTexts(List<String> secrets) {
        this.secrets = secrets;
    }

    void require(Answer answer, String about) {
        List<String> needed = needed(answer);
        needed.forEach(text -> Expect.that(
                text != null && !text.isBlank(),
                about + " is read without a reason or a remedy: " + Expect.shown(answer),
                "say what the destination said, by AnswerBody.said(), and what to do about it"));
        List<String> all = new ArrayList<>(needed);
        all.addAll(further(answer));
        all.forEach(text -> requireFit(text, about));
    }

    private void requireFit(String text, String about) {
        Expect.that(
                text.length() <= MAX_LENGTH,
                about + " gives a text of " + text.length() + " characters",
                "keep it under " + MAX_LENGTH + "; AnswerBody.shown cuts");
        Expect.that(
                text.chars().noneMatch(Character::isISOControl),
                about + " gives a text with control characters",
                "take them out, as AnswerBody.shown does: the text goes to logs and terminals");
        Expect.that(
                StandardCharsets.UTF_8.newEncoder().canEncode(text),
                about + " gives a text with half a surrogate pair",
                "cut between characters, as AnswerBody.shown does");
        for (String secret : secrets) {
            Expect.that(
                    !text.contains(secret),
                    about + " gives a text with a secret in it",
                    "give AnswerBody the secrets of the settings: some destinations repeat the key they refuse");
        }
    }

    private static List<String> needed(Answer answer) {
        if (answer instanceof Answer.Misconfigured misconfigured) {
            return List.of(misconfigured.reason(), misconfigured.remedy());
        }
        if (answer instanceof Answer.TooLarge tooLarge) {
            return List.of(tooLarge.reason());
        }
        if (answer instanceof Answer.Refused refused) {
            return List.of(refused.reason());
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            return List.of(unavailable.reason());
        }
        return answer instanceof Answer.SlowDown slowDown ? List.of(slowDown.reason()) : List.of();
    }

    private static List<String> further(Answer answer) {
        if (answer instanceof Answer.Delivered delivered) {
            return delivered.remark().stream().toList();
        }
        List<String> texts = new ArrayList<>();
        if (answer instanceof Answer.Sorted sorted) {
            for (Fate fate : sorted.fates()) {
                if (fate instanceof Fate.Rejected rejected) {
                    texts.add(rejected.reason());
                    texts.add(rejected.detail());
                }
            }
        }
        return texts;
    }
}

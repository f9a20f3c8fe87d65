package io.adxstage.preview;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads payloads that a person pasted: a blank line ends one. A block that is no JSON itself, but whose every line is, has
 * a payload in each line.
 */
public final class PastedText {

    private PastedText() {}

    public static Samples read(String text, String topic) {
        List<ApplicationMessage> messages = new ArrayList<>();
        for (String block : text.replace("\r\n", "\n").split("\n[ \t]*\n")) {
            if (!block.isBlank()) {
                for (String payload : payloads(block.strip())) {
                    messages.add(message(payload, topic));
                }
            }
        }
        return messages.isEmpty() || messages.size() > Samples.MOST
                ? new Samples.Unreadable(List.of(new Problem(
                        "", "messages", "Paste 1 to " + Samples.MOST + " payloads, with a blank line between them.")))
                : new Samples.Read(messages);
    }

    private static List<String> payloads(String block) {
        List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
        boolean oneALine = lines.size() > 1 && !isJson(block) && lines.stream().allMatch(PastedText::isJson);
        return oneALine ? lines : List.of(block);
    }

    private static boolean isJson(String text) {
        return StageText.parse(text) instanceof StageText.Tree;
    }

    private static ApplicationMessage message(String payload, String topic) {
        return new ApplicationMessage(
                Instant.now(),
                topic,
                1,
                1,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(),
                payload.getBytes(StandardCharsets.UTF_8));
    }
}

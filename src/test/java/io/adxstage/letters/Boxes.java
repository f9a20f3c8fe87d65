package io.adxstage.letters;

import io.adxstage.message.ApplicationMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Dead letters for the tests of other rooms. */
public final class Boxes {

    private Boxes() {}

    public static Letters in(Path dataDir) {
        return new Letters(new LettersSettings(
                dataDir.toString(), new LettersSettings.Bounds(DataSize.ofMegabytes(10), Duration.ZERO)));
    }

    /** A letter that is on disk. */
    public static void add(LetterBox box, String payload) {
        box.add(
                new ApplicationMessage(
                        Instant.now(),
                        "t",
                        1,
                        1,
                        false,
                        ApplicationMessage.Properties.NONE,
                        List.of(),
                        payload.getBytes(StandardCharsets.UTF_8)),
                "undecodable once");
    }
}

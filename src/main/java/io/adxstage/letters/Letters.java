package io.adxstage.letters;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The dead letters of all stages: a box for each. */
@Component
public class Letters {

    private final Path folder;
    private final Map<String, LetterBox> boxes = new ConcurrentHashMap<>();

    Letters(LettersSettings settings) {
        this.folder = settings.dataFolder().resolve("letters");
    }

    /** The box of a stage; the same one for every caller. */
    public LetterBox of(String stageId) {
        return boxes.computeIfAbsent(stageId, id -> new LetterBox(folder.resolve(id + ".jsonl")));
    }
}

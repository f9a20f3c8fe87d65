package io.adxstage.letters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The dead letters of all stages: a box for each. */
@Component
public class Letters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Letters.class);

    private final Path folder;
    private final LettersSettings.Bounds bounds;
    private final Disk disk;
    private final InstantSource clock;
    private final LetterWriter writer = new LetterWriter();
    private final Map<String, LetterBox> boxes = new ConcurrentHashMap<>();

    @Autowired
    Letters(LettersSettings settings) {
        this(settings, new Disk(), InstantSource.system());
    }

    Letters(LettersSettings settings, Disk disk, InstantSource clock) {
        this.folder = settings.dataFolder().resolve("letters");
        this.bounds = settings.letters();
        this.disk = disk;
        this.clock = clock;
        writer.everyMinute(this::sweepAll);
    }

    /** The box of a stage; the same one for every caller. */
    public LetterBox of(String stageId) {
        return boxes.computeIfAbsent(stageId, this::open);
    }

    private LetterBox open(String id) {
        try {
            return new LetterBox(
                    new LetterLog(folder.resolve(id), folder.resolve(id + ".jsonl"), disk, bounds, clock), writer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The dead letters in " + folder.resolve(id) + " cannot be read", unreadable);
        }
    }

    /** Deletes the box of a stage that is gone, with all that is known of it. */
    public void remove(String stageId) {
        of(stageId).forget();
        boxes.remove(stageId);
    }

    private void sweepAll() {
        boxes.values().forEach(box -> {
            if (!box.commit()) {
                log.debug("Old dead letters stay until the disk is well again");
            }
        });
    }

    @Override
    public void close() {
        boxes.values().forEach(LetterBox::close);
        writer.close();
    }
}

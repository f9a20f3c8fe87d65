package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.letters.Letters;
import io.adxstage.spool.Spool;
import io.adxstage.spool.StageSpool;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a stage has on disk: batches, dead letters, counters. */
@Component
final class StageSpools {

    private final Spool spool;
    private final Letters letters;
    private final Path counters;
    private final FlowSettings.Adx accepted;

    StageSpools(Spool spool, Letters letters, FlowSettings settings) {
        this.spool = spool;
        this.letters = letters;
        this.counters = settings.dataFolder().resolve("counters");
        this.accepted = settings.adx();
    }

    StageSpool spool(String id) {
        return spool.stage(id);
    }

    /** Stages that have something in the spool, whether they are still there or not. */
    List<String> ids() {
        return spool.stages();
    }

    LetterBox letters(String id) {
        return letters.of(id);
    }

    /** What is done about accepted batches. */
    FlowSettings.Adx accepted() {
        return accepted;
    }

    BooksFile booksFile(String id) {
        return new BooksFile(counters.resolve(id + ".json"));
    }

    void delete(String id) {
        spool(id).delete();
        letters.remove(id);
        booksFile(id).delete();
    }
}

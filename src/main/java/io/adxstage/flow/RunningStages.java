package io.adxstage.flow;

import io.adxstage.letters.LetterPage;
import java.util.List;
import org.springframework.stereotype.Component;

/** The stages that run here: started and stopped with the news of the store, asked by API and pages how they are. */
@Component
public class RunningStages {

    /** How a stage is; one that the store knows has a status, running or not. */
    public StageStatus status(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Seals the open batch and sends it now. */
    public void flush(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Deletes a stage, its files and its broker session. */
    public Removal remove(String id, boolean discard, String who) {
        throw new UnsupportedOperationException(id + discard + who);
    }

    /** Recent batches, newest first. */
    public List<BatchView> batches(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Deletes a failed batch by hand; false where there is no such failed batch. */
    public boolean deleteBatch(String id, String batchId) {
        throw new UnsupportedOperationException(id + batchId);
    }

    /** Dead letters, oldest first. */
    public LetterPage deadLetters(String id, int offset, int limit) {
        throw new UnsupportedOperationException(id + offset + limit);
    }

    /** Deletes all dead letters by hand and answers how many. */
    public long deleteDeadLetters(String id) {
        throw new UnsupportedOperationException(id);
    }
}

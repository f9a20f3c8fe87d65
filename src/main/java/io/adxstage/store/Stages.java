package io.adxstage.store;

import io.adxstage.stage.Checked;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All stages: those that people save, and those of stage files. */
@Component
public class Stages {

    /** By display name. */
    public List<StoredStage> all() {
        throw new UnsupportedOperationException();
    }

    public Optional<StoredStage> find(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Checks a draft as a save would, and stores nothing. Masks are resolved from the given stage, where there is one. */
    public Checked check(JsonNode draft, @Nullable String stageId) {
        throw new UnsupportedOperationException(draft + " " + stageId);
    }

    public SaveResult create(JsonNode draft, String who) {
        throw new UnsupportedOperationException(draft + who);
    }

    /** Creates the stage under a given id, unless that id was ever used: then answers what is there now, or nothing. */
    public Optional<StoredStage> createOnce(String id, ObjectNode draft, String who) {
        throw new UnsupportedOperationException(id + draft + who);
    }

    /** @param expected the version the change is based on */
    public SaveResult replace(String id, JsonNode draft, long expected, String who) {
        throw new UnsupportedOperationException(id + draft + expected + who);
    }

    /** Sets {@code enabled}; a new revision only where that changes something. */
    public SaveResult enable(String id, boolean enabled, String who) {
        throw new UnsupportedOperationException(id + enabled + who);
    }

    /** Answers the removed stage; nothing where there is none or a file keeps it. */
    public Optional<StoredStage> remove(String id, String who) {
        throw new UnsupportedOperationException(id + who);
    }

    /** Newest first; of a deleted stage none. */
    public List<Revision> revisions(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** Saves the document of an earlier revision anew. */
    public SaveResult restore(String id, long version, String who) {
        throw new UnsupportedOperationException(id + version + who);
    }

    /** Stage files that could not be taken, and why. */
    public List<FileProblem> fileProblems() {
        throw new UnsupportedOperationException();
    }

    /** @param detail every problem of the file, in sentences */
    public record FileProblem(String file, String detail) {}
}

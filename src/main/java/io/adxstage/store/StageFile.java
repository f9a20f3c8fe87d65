package io.adxstage.store;

import io.adxstage.stage.StageText;
import io.adxstage.store.StageFolder.FileText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of one stage file between two looks. A change is taken at once where it is whole JSON; what is not may be
 * half written, or about to come back, and is believed when the next look finds it unchanged.
 */
final class StageFile {

    private @Nullable FileText judged;
    private @Nullable FileText doubtful;
    private boolean missed;
    private @Nullable StoredStage good;
    private @Nullable String problem;

    /** The text that is to be judged now; empty where nothing changed, or the change may be half done. */
    Optional<FileText> news(FileText found) {
        missed = false;
        if (judged != null && judged.sameAs(found)) {
            doubtful = null;
            return Optional.empty();
        }
        boolean believed = judged == null || isWhole(found) || (doubtful != null && doubtful.sameAs(found));
        doubtful = found;
        return believed ? Optional.of(found) : Optional.empty();
    }

    /** From now on this text is no news. */
    void judged(FileText text) {
        judged = text;
        doubtful = null;
    }

    /** True at the second look in a row that misses the file: editors take it away for a moment when they save. */
    boolean isGone() {
        boolean before = missed;
        missed = true;
        return before;
    }

    void take(StoredStage stage) {
        good = stage;
        problem = null;
    }

    /** The last good text stays, and is marked. */
    void refuse(String why) {
        problem = why;
        good = good == null ? null : good.withFileProblem(why);
    }

    /** The good text is back. */
    void relent() {
        problem = null;
        good = good == null ? null : good.withFileProblem(null);
    }

    boolean isAlready(JsonNode document) {
        return good != null && good.document().equals(document);
    }

    Optional<StoredStage> good() {
        return Optional.ofNullable(good);
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private static boolean isWhole(FileText found) {
        return found instanceof FileText.Text text
                && StageText.parse(text.bytes().array()) instanceof StageText.Tree;
    }
}

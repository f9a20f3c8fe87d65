package io.adxstage.api;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Problem;
import io.adxstage.store.SaveResult;
import io.adxstage.store.StoredStage;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Answers with a stage's document, secrets masked, and its version. */
final class Documents {

    private Documents() {}

    static ResponseEntity<ObjectNode> of(StoredStage stage) {
        return ResponseEntity.ok().eTag(IfMatch.etag(stage)).body(Masks.mask(stage.document()));
    }

    /**
     * The stage that was saved.
     *
     * @param warnings of the draft, asked for only where it was refused
     * @throws Refused for every other result
     */
    static StoredStage saved(SaveResult result, String id, Supplier<List<Problem>> warnings) {
        return switch (result) {
            case SaveResult.Saved(var stage) -> stage;
            case SaveResult.Rejected(var problems) -> throw Refused.invalid(problems, warnings.get());
            case SaveResult.Stale(var current) -> throw Refused.stale(current);
            case SaveResult.NoSuchStage() -> throw Refused.noSuchStage(id);
            case SaveResult.ReadOnly() -> throw Refused.keptByFile(id);
        };
    }
}

package io.adxstage.api;

import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import org.springframework.stereotype.Component;

/** Finds the stage a request is about. */
@Component
class Catalog {

    private final Stages stages;

    Catalog(Stages stages) {
        this.stages = stages;
    }

    /** @throws Refused 404 where there is none */
    StoredStage find(String id) {
        return stages.find(id).orElseThrow(() -> Refused.noSuchStage(id));
    }

    /** @throws Refused 404 where there is none, 409 where a file keeps it */
    StoredStage findWritable(String id) {
        var stage = find(id);
        if (stage.source() == StoredStage.Source.FILE) {
            throw Refused.keptByFile(id);
        }
        return stage;
    }
}

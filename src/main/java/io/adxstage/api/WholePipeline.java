package io.adxstage.api;

import io.adxstage.pipeline.Import;
import tools.jackson.databind.JsonNode;

/** A whole pipeline where a stage's document is wanted: better told as that than by dozens of unknown keys. */
final class WholePipeline {

    private WholePipeline() {}

    /** @throws Refused with what of it a stage can be */
    static void refuse(JsonNode document) {
        switch (Import.of(document)) {
            case Import.Ordinary() -> {}
            case Import.Nothing(var reason) -> throw Refused.wholePipeline(reason);
            case Import.Taken taken -> throw Refused.pipeline(taken);
        }
    }
}

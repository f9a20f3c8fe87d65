package io.adxstage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.adxstage.flow.StageState;
import io.adxstage.store.StoredStage;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of stages.
 *
 * @param state of {@link StageState}, in lower case
 * @param source {@code store} or {@code file}
 * @param fileProblem why the newest text of a stage file was not taken; left out where all is well
 * @param links where to go on, relative to this service
 */
record StageSummary(
        String id,
        String displayName,
        boolean enabled,
        String state,
        long version,
        String source,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String fileProblem,
        Map<String, String> links) {

    static StageSummary of(StoredStage stage, StageState state) {
        return new StageSummary(
                stage.id(),
                stage.stage().displayName(),
                stage.stage().enabled(),
                state.name().toLowerCase(Locale.ROOT),
                stage.version(),
                stage.source().name().toLowerCase(Locale.ROOT),
                stage.fileProblem(),
                Links.of(stage.id()));
    }
}

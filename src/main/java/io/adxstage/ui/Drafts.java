package io.adxstage.ui;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;
import tools.jackson.databind.JsonNode;

/** The drafts of one session, one for each open editor. The longest unused go first when there are too many. */
@Component
@SessionScope
class Drafts {

    static final int MOST = 40;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Draft> drafts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Draft> eldest) {
            return size() > MOST;
        }
    };

    synchronized Draft begin(@Nullable String stageId, long version, JsonNode document) {
        return keep(new Draft(
                newId(),
                stageId,
                version,
                new Draft.Content.Tree(document, null),
                Aside.NOTHING,
                false,
                Map.of(),
                null));
    }

    String newId() {
        return Long.toString(RANDOM.nextLong() >>> 1, 36);
    }

    synchronized Draft keep(Draft draft) {
        drafts.put(draft.id(), draft);
        return draft;
    }

    /** A draft of this stage, or of a new one. */
    synchronized Optional<Draft> find(@Nullable String id, @Nullable String stageId) {
        return Optional.ofNullable(drafts.get(id)).filter(draft -> java.util.Objects.equals(draft.stageId(), stageId));
    }

    synchronized void drop(String id) {
        drafts.remove(id);
    }
}

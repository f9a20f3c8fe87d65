package io.adxstage.ui;

import io.adxstage.listen.Bounds;
import io.adxstage.listen.Listens;
import io.adxstage.stage.Input;
import jakarta.annotation.PreDestroy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/** What the drafts of one session listen to, and what they heard. Of the latest few only: messages take room. */
@Component
@SessionScope
class Listenings {

    private static final int MOST = 5;

    private final Listens listens;
    private final Map<String, Listening> byDraft = new LinkedHashMap<>();

    Listenings(Listens listens) {
        this.listens = listens;
    }

    /** Begins anew: what the draft heard before is forgotten. */
    synchronized Listening begin(String draft, Input input, Bounds bounds) {
        return put(draft, Listening.begin(listens, input, bounds));
    }

    synchronized Listening refused(String draft, String reason) {
        return put(draft, Listening.refused(reason));
    }

    private Listening put(String draft, Listening listening) {
        forget(draft);
        byDraft.put(draft, listening);
        if (byDraft.size() > MOST) {
            forget(byDraft.keySet().iterator().next());
        }
        return listening;
    }

    private void forget(String draft) {
        Listening old = byDraft.remove(draft);
        if (old != null) {
            old.stop();
        }
    }

    synchronized Optional<Listening> find(String draft) {
        return Optional.ofNullable(byDraft.get(draft));
    }

    @PreDestroy
    synchronized void stop() {
        byDraft.values().forEach(Listening::stop);
    }
}

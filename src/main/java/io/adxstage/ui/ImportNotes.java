package io.adxstage.ui;

import io.adxstage.pipeline.Import;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/** What was taken over of pipelines, by draft: to be read until the draft is saved. */
@Component
@SessionScope
class ImportNotes {

    private final Map<String, Import.Taken> notes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Import.Taken> eldest) {
            return size() > Drafts.MOST;
        }
    };

    synchronized void keep(String draft, Import.Taken taken) {
        notes.put(draft, taken);
    }

    synchronized Optional<Import.Taken> find(String draft) {
        return Optional.ofNullable(notes.get(draft));
    }
}

package io.adxstage.store;

import io.adxstage.stage.Checked;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All stages: those that people save, and those of stage files. A change is durable when its method returns, and
 * {@link StageSaved} or {@link StageRemoved} is published by then, in the order of the changes of a stage. Longer than
 * other files because it is the one door to the store.
 */
@Component
public class Stages {

    private static final Comparator<StoredStage> BY_NAME = Comparator.comparing(
                    (StoredStage stored) -> stored.stage().displayName(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(StoredStage::id);

    private final Gate gate;
    private final Shelf shelf;
    private final StageFiles files;
    private final News news;
    private final Turns turns = new Turns();

    Stages(Gate gate, Shelf shelf, StageFiles files, News news) {
        this.gate = gate;
        this.shelf = shelf;
        this.files = files;
        this.news = news;
    }

    /** By display name. Also those that cannot be run today: see {@link StoredStage#problems()}. */
    public List<StoredStage> all() {
        var saved = shelf.all();
        var savedIds = saved.stream().map(StoredStage::id).collect(Collectors.toSet());
        var ofFiles = files.all().stream().filter(stored -> !savedIds.contains(stored.id()));
        return Stream.concat(saved.stream(), ofFiles).sorted(BY_NAME).toList();
    }

    public Optional<StoredStage> find(String id) {
        return shelf.find(id).or(() -> files.find(id));
    }

    /** Checks a draft as a save would, and stores nothing. Masks are resolved from the given stage, where there is one. */
    public Checked check(JsonNode draft, @Nullable String stageId) {
        var stored = Optional.ofNullable(stageId).flatMap(this::find).map(StoredStage::document);
        return gate.pass(draft, stored.orElse(null)).checked();
    }

    /** @return {@code Saved} or {@code Rejected} */
    public SaveResult create(JsonNode draft, String who) {
        return switch (gate.pass(draft, null)) {
            case Gate.Passage.Closed closed -> rejected(closed);
            case Gate.Passage.Open open -> new SaveResult.Saved(createUnderNewId(open, who));
        };
    }

    /**
     * Creates the stage under a given id, unless that id was ever used: then answers what is there now, or nothing.
     *
     * @throws IllegalArgumentException where the id cannot stand in a URL, or the draft is refused
     */
    public Optional<StoredStage> createOnce(String id, ObjectNode draft, String who) {
        if (!StageIds.isUrlSafe(id)) {
            throw new IllegalArgumentException("The id " + id + " cannot stand in a URL");
        }
        return turns.take(id, () -> {
            if (files.find(id).isPresent() || shelf.everUsed(id)) {
                return find(id);
            }
            return switch (gate.pass(draft, null)) {
                case Gate.Passage.Closed closed ->
                    throw new IllegalArgumentException("The stage " + id + " is refused: "
                            + closed.checked().problems());
                case Gate.Passage.Open open -> add(id, open, who).or(() -> find(id));
            };
        });
    }

    /** @param expected the version the change is based on */
    public SaveResult replace(String id, JsonNode draft, long expected, String who) {
        return change(id, current -> current.version() == expected ? draft : null, who);
    }

    /** Sets {@code enabled}; a new revision only where that changes something. */
    public SaveResult enable(String id, boolean enabled, String who) {
        return turns.take(id, () -> {
            var current = shelf.find(id);
            if (current.isPresent() && current.get().enabled() == enabled) {
                return new SaveResult.Saved(current.get());
            }
            return change(id, stored -> stored.document().deepCopy().put("enabled", enabled), who);
        });
    }

    /** Answers the removed stage; nothing where there is none or a file keeps it. Its revisions are gone with it. */
    public Optional<StoredStage> remove(String id, String who) {
        return turns.take(id, () -> {
            var removed = shelf.find(id).filter(stored -> shelf.remove(id, who));
            removed.ifPresent(news::removed);
            return removed;
        });
    }

    /** Newest first; of a deleted stage none. A stage file has its present text only. */
    public List<Revision> revisions(String id) {
        var saved = shelf.revisions(id);
        return saved.isEmpty()
                ? files.find(id).map(Stages::onlyRevision).stream().toList()
                : saved;
    }

    /** Saves the document of an earlier revision anew; {@code NoSuchStage} also where there is no such revision. */
    public SaveResult restore(String id, long version, String who) {
        var earlier = shelf.revisions(id).stream()
                .filter(revision -> revision.version() == version)
                .findFirst();
        return earlier.map(revision -> change(id, current -> revision.document(), who))
                .orElseGet(() -> absent(id));
    }

    /**
     * Like {@link #restore(String, long, String)}, unless the stage has changed.
     *
     * @param expected the version that is current as far as the caller knows; another one is {@code Stale}
     */
    public SaveResult restore(String id, long version, long expected, String who) {
        var earlier = shelf.revisions(id).stream()
                .filter(revision -> revision.version() == version)
                .findFirst();
        return earlier.map(revision ->
                        change(id, current -> current.version() == expected ? revision.document() : null, who))
                .orElseGet(() -> absent(id));
    }

    /** Stage files that could not be taken, and why. */
    public List<FileProblem> fileProblems() {
        return files.problems();
    }

    /** @param detail every problem of the file, in sentences */
    public record FileProblem(String file, String detail) {}

    private SaveResult change(String id, Change change, String who) {
        return turns.take(id, () -> {
            var found = shelf.find(id);
            if (found.isEmpty()) {
                return absent(id);
            }
            var current = found.get();
            var draft = change.draft(current);
            if (draft == null) {
                return new SaveResult.Stale(current);
            }
            return switch (gate.pass(draft, current.document())) {
                case Gate.Passage.Closed closed -> rejected(closed);
                case Gate.Passage.Open open ->
                    shelf.change(id, current.version(), open, who)
                            .map(this::told)
                            .orElseGet(() -> overtaken(id));
            };
        });
    }

    private StoredStage createUnderNewId(Gate.Passage.Open draft, String who) {
        while (true) {
            var id = StageIds.random();
            if (!files.knows(id)) {
                var created = turns.take(id, () -> add(id, draft, who));
                if (created.isPresent()) {
                    return created.get();
                }
            }
        }
    }

    private Optional<StoredStage> add(String id, Gate.Passage.Open draft, String who) {
        var added = shelf.add(id, draft, who);
        added.ifPresent(news::saved);
        return added;
    }

    private SaveResult told(StoredStage saved) {
        news.saved(saved);
        return new SaveResult.Saved(saved);
    }

    /** Another process on the same database was faster. */
    private SaveResult overtaken(String id) {
        return shelf.find(id).<SaveResult>map(SaveResult.Stale::new).orElseGet(SaveResult.NoSuchStage::new);
    }

    private SaveResult absent(String id) {
        return files.find(id).isPresent() ? new SaveResult.ReadOnly() : new SaveResult.NoSuchStage();
    }

    private static SaveResult rejected(Gate.Passage.Closed closed) {
        return new SaveResult.Rejected(closed.checked().problems());
    }

    private static Revision onlyRevision(StoredStage ofFile) {
        return new Revision(ofFile.version(), ofFile.savedAt(), ofFile.savedBy(), ofFile.document());
    }

    /** Answers the draft to save, or nothing where the current stage is not the one it is based on. */
    private interface Change {
        @Nullable
        JsonNode draft(StoredStage current);
    }
}

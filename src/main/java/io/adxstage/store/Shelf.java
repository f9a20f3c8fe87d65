package io.adxstage.store;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageReader;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The stages of the database: rows outside, documents with open secrets inside. */
@Component
class Shelf {

    private final StageTable table;
    private final SealedDocuments documents;
    private final StageReader reader;
    private final Clock clock = Clock.systemUTC();

    Shelf(StageTable table, SealedDocuments documents, StageReader reader) {
        this.table = table;
        this.documents = documents;
        this.reader = reader;
    }

    List<StoredStage> all() {
        return table.all().stream().map(this::stored).toList();
    }

    Optional<StoredStage> find(String id) {
        return table.find(id).map(this::stored);
    }

    List<Revision> revisions(String id) {
        return table.revisions(id).stream()
                .map(row -> new Revision(
                        row.version(),
                        row.savedAt(),
                        row.savedBy(),
                        documents.read(id, row.document()).document()))
                .toList();
    }

    boolean everUsed(String id) {
        return table.everUsed(id);
    }

    /** Nothing where the id was ever used. */
    Optional<StoredStage> add(String id, Gate.Passage.Open draft, String who) {
        var row = row(id, 1, draft, who);
        try {
            table.insert(row);
            return Optional.of(stored(row, draft));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /** Nothing where the given version is no longer the newest. */
    Optional<StoredStage> change(String id, long version, Gate.Passage.Open draft, String who) {
        var row = row(id, version + 1, draft, who);
        return table.update(row) ? Optional.of(stored(row, draft)) : Optional.empty();
    }

    boolean remove(String id, String who) {
        return table.bury(id, now(), who);
    }

    private StageTable.Row row(String id, long version, Gate.Passage.Open draft, String who) {
        return new StageTable.Row(id, version, documents.write(id, draft.document()), now(), who);
    }

    private static StoredStage stored(StageTable.Row row, Gate.Passage.Open draft) {
        return stored(row, draft.document(), draft.checked());
    }

    private static StoredStage stored(StageTable.Row row, ObjectNode document, Checked.Valid valid) {
        return new StoredStage(
                row.id(),
                row.version(),
                StoredStage.Source.STORE,
                document,
                valid.stage(),
                valid.warnings(),
                row.savedAt(),
                row.savedBy(),
                null);
    }

    private StoredStage stored(StageTable.Row row) {
        var opened = documents.read(row.id(), row.document());
        return switch (reader.read(opened.document())) {
            case Checked.Valid valid -> stored(row, opened.document(), valid);
            case Checked.Invalid invalid ->
                new StoredStage(
                        row.id(),
                        row.version(),
                        StoredStage.Source.STORE,
                        opened.document(),
                        StandIn.of(opened.document()),
                        invalid.warnings(),
                        row.savedAt(),
                        row.savedBy(),
                        null,
                        problems(opened.lost(), invalid.problems()));
        };
    }

    /** A lost secret is told as such, not as the mask that the reader found in its place. */
    private static List<Problem> problems(List<Problem> lost, List<Problem> found) {
        var places = new HashSet<String>();
        lost.forEach(problem -> places.add(problem.pointer()));
        var problems = new ArrayList<>(lost);
        found.stream().filter(problem -> !places.contains(problem.pointer())).forEach(problems::add);
        return problems;
    }

    /** What every database keeps exactly. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

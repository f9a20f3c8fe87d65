package io.adxstage.store;

import io.adxstage.store.StageFolder.FileText;
import io.adxstage.store.StageFolder.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The stages of files, as the last look found them. Loaded before anyone asks; looked at again by {@link FileWatch}. A
 * bad edit keeps the last good text, a folder that cannot be read keeps every stage: both are reported, once for each
 * change, and the service goes on.
 */
@Component
class StageFiles {

    static final String WHO = "file";

    private static final Logger log = LoggerFactory.getLogger(StageFiles.class);

    private final @Nullable StageFolder folder;
    private final FileGate gate;
    private final News news;
    private final Map<String, StageFile> files = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private @Nullable String folderProblem;
    private volatile Shown shown = new Shown(Map.of(), List.of(), Set.of());

    StageFiles(StoreSettings settings, FileGate gate, News news) {
        var path = settings.stagesFolder();
        this.folder = path == null ? null : new StageFolder(path);
        this.gate = gate;
        this.news = news;
        look(); // nobody listens yet: who starts later asks for all stages
    }

    List<StoredStage> all() {
        return List.copyOf(shown.stages.values());
    }

    Optional<StoredStage> find(String id) {
        return Optional.ofNullable(shown.stages.get(id));
    }

    /** Whether there is a file of this id, good or not. */
    boolean knows(String id) {
        return shown.ids.contains(id);
    }

    List<Stages.FileProblem> problems() {
        return shown.problems;
    }

    /** Looks at the folder, takes what changed, and then tells of it. */
    synchronized void look() {
        if (folder == null) {
            return;
        }
        var before = shown.stages;
        switch (folder.look()) {
            case Look.Failed failed -> report(failed.reason());
            case Look.Found found -> {
                report(null);
                found.files().forEach(this::consider);
                forget(found.files().keySet());
            }
        }
        var now = shelve();
        shown = now;
        tell(before, now.stages);
    }

    private void consider(String name, FileText found) {
        var file = files.computeIfAbsent(name, key -> new StageFile());
        file.news(found).ifPresent(text -> judge(name, file, text));
    }

    private void judge(String name, StageFile file, FileText text) {
        var id = id(name);
        switch (gate.judge(id, text)) {
            case FileGate.Verdict.Refused refused -> {
                file.refuse(refused.why());
                log.error(
                        "The stage file {} is not taken{}. {}",
                        name,
                        file.good().isPresent() ? "; its last good text stays" : "",
                        refused.why());
            }
            case FileGate.Verdict.Taken taken when file.isAlready(taken.document()) -> file.relent();
            case FileGate.Verdict.Taken taken -> file.take(stored(id, taken, changed(text)));
        }
        file.judged(text);
    }

    private StoredStage stored(String id, FileGate.Verdict.Taken taken, Instant changed) {
        taken.warnings()
                .forEach(warning -> log.warn("Stage file {}.json, {}: {}", id, warning.pointer(), warning.detail()));
        return new StoredStage(
                id,
                versions.merge(id, 1L, Long::sum),
                StoredStage.Source.FILE,
                taken.document(),
                taken.checked().stage(),
                taken.warnings(),
                changed,
                WHO,
                null);
    }

    private void forget(Set<String> found) {
        files.entrySet()
                .removeIf(known ->
                        !found.contains(known.getKey()) && known.getValue().isGone());
    }

    private void report(@Nullable String problem) {
        if (problem != null && !problem.equals(folderProblem)) {
            log.error("{}", problem);
        }
        folderProblem = problem;
    }

    private Shown shelve() {
        var stages = new LinkedHashMap<String, StoredStage>();
        var problems = new ArrayList<Stages.FileProblem>();
        if (folderProblem != null) {
            problems.add(
                    new Stages.FileProblem(Objects.requireNonNull(folder).path().toString(), folderProblem));
        }
        files.forEach((name, file) -> {
            file.good().ifPresent(good -> stages.put(good.id(), good));
            file.problem().ifPresent(why -> problems.add(new Stages.FileProblem(name, why)));
        });
        var ids = files.keySet().stream().map(StageFiles::id).collect(Collectors.toUnmodifiableSet());
        return new Shown(stages, List.copyOf(problems), ids);
    }

    private void tell(Map<String, StoredStage> before, Map<String, StoredStage> now) {
        before.forEach((id, stage) -> {
            if (!now.containsKey(id)) {
                news.removed(stage);
            }
        });
        now.forEach((id, stage) -> {
            var known = before.get(id);
            if (known == null || known.version() != stage.version()) {
                news.saved(stage);
            }
        });
    }

    private static String id(String name) {
        return name.substring(0, name.length() - StageFolder.SUFFIX.length());
    }

    private static Instant changed(FileText text) {
        return text instanceof FileText.Text(var bytes, var changed) ? changed : Instant.EPOCH;
    }

    /** @param ids those of files that could not be taken too */
    private record Shown(Map<String, StoredStage> stages, List<Stages.FileProblem> problems, Set<String> ids) {}
}

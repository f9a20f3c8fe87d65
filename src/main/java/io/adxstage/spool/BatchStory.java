package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the journal of a batch tells, put together. */
final class BatchStory {

    /** Commits that a shortened story keeps: where the file is damaged, the rows before that can still be told. */
    private static final int KEPT = 16;

    private final Consumer<Marks> marks;
    private final BatchFiles files;
    private final Journal.Extent extent;
    private final List<Entry> life = new ArrayList<>();

    /** Some commits from all of its time, evenly: there may be millions. */
    private final List<Entry.Committed> some = new ArrayList<>();

    private int step = 1;
    private long commits;
    private boolean holdsRows;
    private Entry.@Nullable Committed last;
    private Entry.@Nullable Opened opened;
    private Entry.@Nullable Sealed sealed;
    private Entry.@Nullable Done done;

    /** @param marks is told of those that are durable */
    BatchStory(BatchFiles files, Consumer<Marks> marks) throws IOException {
        this.files = files;
        this.marks = marks;
        this.extent = Files.exists(files.journal())
                ? Journal.read(files.journal(), this::take)
                : new Journal.Extent(0, false);
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.Opened one -> opened = one;
            case Entry.Committed one -> {
                if (one.marks() != null) {
                    marks.accept(one.marks());
                }
                holdsRows |= one.piece() != null;
                committed(one.bare());
            }
            case Entry.Sealed one -> sealed = one;
            case Entry.Done one -> done = one;
            default -> life.add(entry);
        }
    }

    private void committed(Entry.Committed commit) {
        last = commit;
        if (commits++ % step == 0) {
            some.add(commit);
        }
        if (some.size() > 2 * KEPT) {
            step *= 2;
            List<Entry.Committed> everySecond = new ArrayList<>();
            for (int i = 0; i < some.size(); i += 2) {
                everySecond.add(some.get(i));
            }
            some.clear();
            some.addAll(everySecond);
        }
    }

    boolean isOpened() {
        return opened != null;
    }

    String label() {
        return Objects.requireNonNull(opened).label();
    }

    Instant createdAt() {
        return Objects.requireNonNull(opened).at();
    }

    /** Absent where nothing was acknowledged. */
    Entry.@Nullable Committed lastCommit() {
        return last;
    }

    /** Tells all commits, oldest first, with what they hold; reads the journal once more. */
    void commits(Consumer<Entry.Committed> reader) throws IOException {
        if (Files.exists(files.journal())) {
            Journal.commits(files.journal(), reader);
        }
    }

    /** Whether commits are made durable by the journal alone. */
    boolean holdsRows() {
        return holdsRows;
    }

    /** What happened after the sealing, and is no end. */
    List<Entry> life() {
        return life;
    }

    /** Whether it was taken into charge at any time. Its file may be gone since then. */
    boolean wasAccepted() {
        return life.stream().anyMatch(Entry.Accepted.class::isInstance);
    }

    /** The story of a batch that takes no more rows, in few words: without marks, and with some of its commits. */
    List<Entry> shortened() {
        List<Entry> entries = new ArrayList<>();
        entries.add(Objects.requireNonNull(opened));
        entries.addAll(some);
        if (last != null && !some.contains(last)) {
            entries.add(last);
        }
        entries.add(Objects.requireNonNull(sealed));
        entries.addAll(life);
        return entries;
    }

    Entry.@Nullable Sealed sealed() {
        return sealed;
    }

    Entry.@Nullable Done done() {
        return done;
    }

    /** Length of the journal's good lines, bytes. */
    long length() {
        return extent.length();
    }

    boolean isDamaged() {
        return extent.isDamaged();
    }

    /** Rows that were acknowledged, as far as anything tells. */
    long rows() {
        return last == null ? 0 : last.rows();
    }
}

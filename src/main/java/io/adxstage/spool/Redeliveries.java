package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Marks of what a stage received last, to tell what is delivered once more. A mark gets durable together with the rows
 * it stands for: it is part of their commit in the batch's journal. Marks outlive their batch: before a journal goes,
 * those that still count are saved in a file of their own. Thread-safe.
 */
public final class Redeliveries {

    private static final Logger log = LoggerFactory.getLogger(Redeliveries.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Committer committer;
    private final long[] sequences;
    private final int[] ids;
    private final long[] fingerprints;
    private final boolean[] durable;
    private final AtomicBoolean isSaveDue = new AtomicBoolean();

    private long first;
    private long next = 1;
    private boolean changed;

    /** What is in the file. */
    private record Saved(long first, Marks marks) {}

    /** @param most how many of the last marks count */
    Redeliveries(Path file, int most, Committer committer) {
        this.file = file;
        this.committer = committer;
        this.sequences = new long[most];
        this.ids = new int[most];
        this.fingerprints = new long[most];
        this.durable = new boolean[most];
        load();
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Saved saved = JSON.readValue(Files.readAllBytes(file), Saved.class);
            first = saved.first();
            next = Math.max(1, first);
            recovered(saved.marks());
            changed = false;
        } catch (IOException | JacksonException unreadable) {
            log.warn("{} cannot be read; what the broker sends again is stored again: {}", file, unreadable.toString());
        }
    }

    int most() {
        return sequences.length;
    }

    /** Whether the latest of this id, among the last ones, has this fingerprint; for id 0: whether any has. */
    public synchronized boolean hold(Mark mark) {
        for (long sequence = next - 1; sequence >= oldest(); sequence--) {
            int slot = slot(sequence);
            if (sequences[slot] == sequence && ids[slot] == mark.id()) {
                if (fingerprints[slot] == mark.fingerprint()) {
                    return true;
                }
                if (mark.id() != 0) {
                    return false;
                }
            }
        }
        return false;
    }

    private long oldest() {
        return Math.max(first, next - sequences.length);
    }

    private int slot(long sequence) {
        return (int) (sequence % sequences.length);
    }

    /** Takes a mark up, not durable yet, and answers its sequence number. */
    public synchronized long remember(Mark mark) {
        put(next, mark.id(), mark.fingerprint(), false);
        return next++;
    }

    private void put(long sequence, int id, long fingerprint, boolean isDurable) {
        int slot = slot(sequence);
        sequences[slot] = sequence;
        ids[slot] = id;
        fingerprints[slot] = fingerprint;
        durable[slot] = isDurable;
    }

    /** What this mark stands for is on disk, in another place than a batch. */
    public void settled(long sequence) {
        synchronized (this) {
            nowDurable(sequence);
        }
        saveSoon();
    }

    /** The rows that these stand for are on disk, and so are these. */
    synchronized void committed(Marks marks) {
        marks.forEach((sequence, id, fingerprint) -> nowDurable(sequence));
    }

    private void nowDurable(long sequence) {
        int slot = slot(sequence);
        if (sequences[slot] == sequence) {
            durable[slot] = true;
            changed = true;
        }
    }

    /** Marks of an earlier run, in any order. */
    synchronized void recovered(Marks marks) {
        marks.forEach((sequence, id, fingerprint) -> {
            if (sequence >= first && sequence > sequences[slot(sequence)]) {
                put(sequence, id, fingerprint, true);
                next = Math.max(next, sequence + 1);
                changed = true;
            }
        });
    }

    /** Forgets what is not durable and never will be: it comes again. */
    public synchronized void forgetWaiting() {
        for (int slot = 0; slot < sequences.length; slot++) {
            if (!durable[slot]) {
                sequences[slot] = 0;
            }
        }
    }

    /** Forgets all: ids count from now on. */
    public void forgetAll() {
        synchronized (this) {
            first = next;
            changed = true;
        }
        saveSoon();
    }

    private void saveSoon() {
        if (isSaveDue.compareAndSet(false, true)) {
            committer.soon(() -> {
                isSaveDue.set(false);
                try {
                    save();
                } catch (IOException notNow) {
                    // Saved with the next batch; until then a crash may bring back what is known now.
                    log.warn("{} cannot be written: {}", file, notNow.toString());
                }
            });
        }
    }

    /** Makes durable what counts; to be called before a journal goes that holds it. */
    synchronized void save() throws IOException {
        if (!changed) {
            return;
        }
        Marks.Builder marks = new Marks.Builder(sequences.length);
        for (long sequence = Math.max(1, oldest()); sequence < next; sequence++) {
            int slot = slot(sequence);
            if (sequences[slot] == sequence && durable[slot]) {
                marks.add(sequence, new Mark(ids[slot], fingerprints[slot]));
            }
        }
        Marks some = marks.build();
        Saved saved = new Saved(first, some == null ? new Marks(next, new byte[0]) : some);
        DurableFile.replace(file, JSON.writeValueAsBytes(saved));
        changed = false;
    }
}

package io.adxstage.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks of what a stage received last, the latest of each id, to tell what is delivered once more. A mark gets durable
 * together with the rows it stands for: it is part of their commit in the batch's journal. Marks outlive their batch:
 * before a journal goes, all are saved in a file of their own. Thread-safe.
 */
public final class Redeliveries {

    private static final Logger log = LoggerFactory.getLogger(Redeliveries.class);

    /** Marks without an id that are kept. */
    private static final int MOST_WITHOUT_ID = 1024;

    private static final int PAGE = 1024;

    /** Bytes of a saved mark: sequence, id, fingerprint. */
    private static final int SAVED = 18;

    private final Path file;
    private final Committer committer;
    private final AtomicBoolean isSaveDue = new AtomicBoolean();

    /** By id, made as ids come: most stages see few. */
    private final @Nullable Page[] byId = new Page[65_536 / PAGE];

    /** By sequence number: they must not make room for marks with an id, of which there are many more. */
    private final NavigableMap<Long, Known> withoutId = new TreeMap<>();

    private long first = 1;
    private long next = 1;
    private boolean changed;

    /** @param isElsewhere whether what it stands for gets durable in another place than a batch */
    private record Known(long sequence, int id, long fingerprint, boolean isDurable, boolean isElsewhere) {

        Known durable() {
            return new Known(sequence, id, fingerprint, true, isElsewhere);
        }
    }

    private static final class Page {
        private final @Nullable Known[] known = new Known[PAGE];
    }

    Redeliveries(Path file, Committer committer) {
        this.file = file;
        this.committer = committer;
        try {
            if (Files.exists(file)) {
                load(Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            log.warn("{} cannot be read; what the broker sends again is stored again: {}", file, unreadable.toString());
        }
    }

    /** Whether the latest of this id has this fingerprint; for id 0: whether one of the last ones has. */
    public synchronized boolean hold(Mark mark) {
        if (mark.id() != 0) {
            Known known = byId(mark.id());
            return known != null && known.sequence() >= first && known.fingerprint() == mark.fingerprint();
        }
        for (Known known : withoutId.values()) {
            if (known.fingerprint() == mark.fingerprint()) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Known byId(int id) {
        Page page = byId[id / PAGE];
        return page == null ? null : page.known[id % PAGE];
    }

    private void put(Known known) {
        if (known.id() == 0) {
            withoutId.put(known.sequence(), known);
            if (withoutId.size() > MOST_WITHOUT_ID) {
                withoutId.pollFirstEntry();
            }
            return;
        }
        Page page = byId[known.id() / PAGE];
        if (page == null) {
            page = new Page();
            byId[known.id() / PAGE] = page;
        }
        page.known[known.id() % PAGE] = known;
    }

    private @Nullable Known at(int id, long sequence) {
        return id == 0 ? withoutId.get(sequence) : byId(id);
    }

    /** Takes marks up, not durable yet, and answers the sequence number of the first; the others follow it. */
    public synchronized long remember(List<Mark> marks) {
        long sequence = next;
        for (Mark mark : marks) {
            put(new Known(next++, mark.id(), mark.fingerprint(), false, false));
        }
        return sequence;
    }

    /** The same of what gets durable in another place than a batch; {@link #durable} tells when. */
    public synchronized long rememberElsewhere(Mark mark) {
        put(new Known(next, mark.id(), mark.fingerprint(), false, true));
        return next++;
    }

    /** What this stands for is on disk. Nothing where its id stands for something later by now. */
    public void durable(long sequence, Mark mark) {
        synchronized (this) {
            Known known = at(mark.id(), sequence);
            if (known == null || known.sequence() != sequence) {
                return;
            }
            put(known.durable());
            changed = true;
        }
        saveSoon();
    }

    /**
     * Takes up a mark of what left nothing to store: its id stands for nothing earlier from now on. Saved with the next
     * batch only, so that it costs nothing.
     */
    public synchronized void passed(Mark mark) {
        put(new Known(next++, mark.id(), mark.fingerprint(), true, true));
        changed = true;
    }

    /** Takes up a mark of what is on disk already, in another place than a batch. */
    public void settled(Mark mark) {
        synchronized (this) {
            put(new Known(next++, mark.id(), mark.fingerprint(), true, true));
            changed = true;
        }
        saveSoon();
    }

    /** The rows that these stand for are on disk, and so are these. */
    synchronized void committed(Marks marks) {
        marks.forEach((sequence, id, fingerprint) -> {
            Known known = at(id, sequence);
            if (known != null && known.sequence() == sequence) {
                put(known.durable());
                changed = true;
            }
        });
    }

    /** Marks of an earlier run, in any order. */
    synchronized void recovered(Marks marks) {
        marks.forEach(this::recovered);
    }

    private void recovered(long sequence, int id, long fingerprint) {
        Known known = at(id, sequence);
        if (counts(sequence, id) && (known == null || sequence > known.sequence())) {
            put(new Known(sequence, id, fingerprint, true, false));
            next = Math.max(next, sequence + 1);
            changed = true;
        }
    }

    /** Those without an id are not of a broker's session. */
    private boolean counts(long sequence, int id) {
        return id == 0 || sequence >= first;
    }

    /** Forgets rows that are not durable and never will be: they come again. */
    public synchronized void forgetWaiting() {
        for (Known known : all()) {
            if (!known.isDurable() && !known.isElsewhere()) {
                drop(known);
            }
        }
    }

    private void drop(Known known) {
        Page page = byId[known.id() / PAGE];
        if (known.id() == 0) {
            withoutId.remove(known.sequence());
        } else if (page != null) {
            page.known[known.id() % PAGE] = null;
        }
    }

    /** The broker's session is gone: ids count from now on. Marks without one stay. */
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

    private List<Known> all() {
        List<Known> all = new ArrayList<>();
        for (Page page : byId) {
            if (page != null) {
                add(page.known, all);
            }
        }
        add(withoutId.values().toArray(Known[]::new), all);
        return all;
    }

    private void add(@Nullable Known[] some, List<Known> to) {
        for (Known known : some) {
            if (known != null && counts(known.sequence(), known.id())) {
                to.add(known);
            }
        }
    }

    /** Makes durable what counts; to be called before a journal goes that holds it. */
    synchronized void save() throws IOException {
        if (!changed) {
            return;
        }
        List<Known> durable = all().stream().filter(Known::isDurable).toList();
        byte[] content = new byte[16 + durable.size() * SAVED];
        ByteBuffer out = ByteBuffer.wrap(content);
        out.putLong(0).putLong(first);
        durable.forEach(known ->
                out.putLong(known.sequence()).putShort((short) known.id()).putLong(known.fingerprint()));
        out.putLong(0, checksum(content));
        DurableFile.replace(file, content);
        changed = false;
    }

    private void load(byte[] content) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(content);
        if (content.length < 16 || in.getLong(0) != checksum(content)) {
            throw new IOException("it was changed after it was written");
        }
        first = in.getLong(8);
        next = first;
        in.position(16);
        while (in.remaining() >= SAVED) {
            recovered(in.getLong(), Short.toUnsignedInt(in.getShort()), in.getLong());
        }
        changed = false;
    }

    /** Of everything behind the checksum itself. */
    private static long checksum(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content, 8, content.length - 8);
        return crc.getValue();
    }
}

package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * How much of the disk the spool may use, and a small reserve of it: on a full disk a batch must still be completed, or
 * it could never leave and make room.
 */
final class DiskRoom {

    private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);

    private static final int RESERVE = 256 * 1024;

    private final Path reserve;
    private final DataSize limit;
    private final AtomicLong used = new AtomicLong();
    private final Spares spares = new Spares();

    /** Held by who makes the reserve or uses it up: half of one must not pass for one, nor be deleted as what failed. */
    private final ReentrantLock reserving = new ReentrantLock();

    DiskRoom(Path root, DataSize limit) throws IOException {
        this.reserve = root.resolve("reserve");
        this.limit = limit;
        used.set(used(root) - size(reserve));
        restore();
    }

    /** What may go where room is needed. */
    Spares spares() {
        return spares;
    }

    /** Bytes of all files in a folder and below it. */
    static long used(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(DiskRoom::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    /**
     * Room for rows, made where there is something to spare. They never get what the reserve was: that would leave nothing to
     * complete a batch with.
     *
     * @throws IOException where there is none; the message says why to people
     */
    void take(long bytes) throws IOException {
        restore();
        while ((!Files.exists(reserve) || used.get() + bytes > limit.toBytes()) && spares.free()) {
            restore();
        }
        if (!Files.exists(reserve)) {
            throw new IOException("No space left on device");
        }
        if (used.get() + bytes > limit.toBytes()) {
            throw new IOException(
                    "the spool has reached its limit of " + inWords(limit) + ", set by adx-stage.spool.max-size");
        }
        used.addAndGet(bytes);
    }

    /** After a write that failed: whether there is room now, so that another may succeed. */
    boolean make(IOException failed) {
        String why = String.valueOf(failed.getMessage());
        boolean isFull = why.contains("space") || why.contains("quota");
        return isFull && spares.free();
    }

    private static String inWords(DataSize size) {
        return size.toBytes() % DataSize.ofGigabytes(1).toBytes() == 0
                ? size.toGigabytes() + " GB"
                : size.toBytes() % DataSize.ofMegabytes(1).toBytes() == 0
                        ? size.toMegabytes() + " MB"
                        : size.toBytes() + " bytes";
    }

    /** A few bytes that must be written in any case. */
    void takeAnyway(long bytes) {
        used.addAndGet(bytes);
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Takes back, and answers how much. */
    long given(long bytes) {
        give(bytes);
        return bytes;
    }

    /** Writes something small, from the reserve where the disk is full. */
    void small(Write write) throws IOException {
        try {
            write.run();
        } catch (IOException full) {
            reserving.lock();
            try {
                if (!Files.deleteIfExists(reserve)) {
                    throw full;
                }
                write.run();
            } finally {
                reserving.unlock();
            }
        }
    }

    /** Something that is written. */
    interface Write {
        void run() throws IOException;
    }

    /** Puts the reserve back once there is room. */
    void restore() {
        if (Files.exists(reserve) && !reserving.isLocked()) {
            return;
        }
        reserving.lock();
        try {
            if (!Files.exists(reserve)) {
                create();
            }
        } finally {
            reserving.unlock();
        }
    }

    private void create() {
        try (DurableFile file = DurableFile.create(reserve)) {
            file.write(new byte[RESERVE], 0);
            file.force();
        } catch (IOException full) {
            log.debug("No reserve yet: {}", full.toString());
            try {
                Files.deleteIfExists(reserve);
            } catch (IOException stays) {
                log.debug("Half a reserve stays: {}", stays.toString());
            }
        }
    }
}

package io.adxstage.letters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that can be full, and that can lose its power at any step: then nothing unsynced is left, or half of it. */
class FakeDisk extends Disk {

    /** The power is gone; an error, so that nobody tries again. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    final AtomicInteger writes = new AtomicInteger();
    volatile boolean full;
    /** After how many steps the power goes. */
    int stepsLeft = Integer.MAX_VALUE;

    private final Set<Path> unsynced = new HashSet<>();

    private void step() {
        if (stepsLeft-- <= 0) {
            unsynced.forEach(file -> file.toFile().delete());
            throw new PowerCut();
        }
    }

    @Override
    void create(Path file) throws IOException {
        step();
        if (!Files.exists(file)) {
            super.create(file);
            unsynced.add(file);
        }
        step();
    }

    @Override
    void write(Path file, long at, List<byte[]> pieces) throws IOException {
        writes.incrementAndGet();
        if (full) {
            throw new IOException("No space left on device");
        }
        step();
        if (stepsLeft == 0) {
            List<byte[]> torn = new ArrayList<>(pieces.subList(0, pieces.size() / 2));
            byte[] last = pieces.get(pieces.size() / 2);
            torn.add(java.util.Arrays.copyOf(last, last.length / 2));
            super.write(file, at, torn);
        }
        step();
        super.write(file, at, pieces);
        step();
    }

    /** What this disk loses it loses by the steps, so nothing need be forced to the real one. */
    @Override
    void force(java.io.RandomAccessFile open) {}

    @Override
    void truncate(Path file, long length) throws IOException {
        step();
        super.truncate(file, length);
        step();
    }

    @Override
    void move(Path from, Path to) throws IOException {
        step();
        super.move(from, to);
        unsynced.remove(from);
        step();
    }

    @Override
    void delete(Path file) throws IOException {
        step();
        super.delete(file);
        step();
    }

    @Override
    void syncFolder(Path folder) throws IOException {
        step();
        unsynced.removeIf(file -> folder.equals(file.getParent()));
        step();
    }
}

package io.adxstage.letters;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of letters, a line of JSON each, and the index beside it. Named by the number of its first letter.
 *
 * @param letters how many it holds
 * @param bytes of its lines
 */
record Segment(Path folder, long base, long letters, long bytes) {

    static final String DATA = ".jsonl";
    static final String INDEX = ".index";

    long end() {
        return base + letters;
    }

    long bytesOnDisk() {
        return bytes + letters * Entry.BYTES;
    }

    Path data() {
        return folder.resolve(HexFormat.of().toHexDigits(base) + DATA);
    }

    Path index() {
        return folder.resolve(HexFormat.of().toHexDigits(base) + INDEX);
    }

    Segment plus(long moreLetters, long moreBytes) {
        return new Segment(folder, base, letters + moreLetters, bytes + moreBytes);
    }

    /**
     * Entries of the index from the letter of this number on.
     *
     * @return one for each letter asked for and held; blank where the index has lost it
     */
    List<Entry> entries(long from, long to) throws IOException {
        int wanted = (int) (Math.min(to, end()) - from);
        ByteBuffer read = ByteBuffer.allocate(Math.max(0, wanted) * Entry.BYTES);
        try (RandomAccessFile open = new RandomAccessFile(index().toFile(), "r")) {
            open.seek((from - base) * Entry.BYTES);
            int at = 0;
            for (int n = 0; n >= 0 && at < read.capacity(); at += Math.max(0, n)) {
                n = open.read(read.array(), at, read.capacity() - at);
            }
        }
        List<Entry> entries = new ArrayList<>();
        while (read.hasRemaining()) {
            entries.add(Entry.read(read));
        }
        return entries;
    }

    /** The line of a letter as it is on disk; empty where the entry leads out of the file. */
    byte[] line(Entry entry) throws IOException {
        try (InputStream line = open(entry)) {
            return line.readAllBytes();
        }
    }

    /** The line of a letter, to be read piece by piece: it may be large. */
    InputStream open(Entry entry) throws IOException {
        if (!entry.isWithin(Files.size(data()))) {
            return InputStream.nullInputStream();
        }
        // Not Files.newInputStream: it closes when its thread is interrupted.
        FileInputStream file = new FileInputStream(data().toFile());
        try {
            file.skipNBytes(entry.offset());
            return new Line(file, entry.length());
        } catch (IOException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /** As many bytes as the line has, then the end. */
    private static final class Line extends InputStream {

        private final InputStream file;
        private int left;

        Line(InputStream file, int left) {
            this.file = file;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return file.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = file.read(into, offset, Math.min(left, length));
            left = read < 0 ? 0 : left - read;
            return read;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The bytes of small commits, which the journal holds beside the data file: one file is forced for them instead of two. Until
 * the data file is forced as well, the journal is where they are safe.
 */
final class HeldRows {

    /** Bytes of a commit that the journal holds at most: of more than that, writing them twice costs as much as a force. */
    static final int MOST = 8 * 1024;

    private HeldRows() {}

    /**
     * Writes what a journal holds to where it belongs in its data file, and the file's header. Does not force it.
     *
     * @param end of what is to be written, an offset in the data file: a line behind it may be one that could not be forced
     */
    static void write(Path journal, DurableFile data, long end) throws IOException {
        data.write(GzipMember.header(), 0);
        try {
            Journal.commits(journal, commit -> {
                if (commit.offset() <= end) {
                    write(commit, data);
                }
            });
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    private static void write(Entry.Committed commit, DurableFile data) {
        byte[] bytes = commit.bytes();
        try {
            data.write(bytes, commit.offset() - bytes.length);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}

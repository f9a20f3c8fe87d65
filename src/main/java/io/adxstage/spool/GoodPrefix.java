package io.adxstage.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data file beside its commits, in order, for as long as each has the checksum that its commit says. Holds neither:
 * a batch that collects for a day has millions of commits.
 */
final class GoodPrefix implements AutoCloseable {

    private final InputStream in;
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[256 * 1024];
    private long at;
    private boolean ended;
    private Entry.@Nullable Committed good;

    GoodPrefix(Path data) throws IOException {
        this.in = Files.newInputStream(data);
    }

    /** @throws UncheckedIOException where the file cannot be read */
    void take(Entry.Committed commit) {
        if (ended) {
            return;
        }
        try {
            ended = !holds(commit);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        good = ended ? good : commit;
    }

    private boolean holds(Entry.Committed commit) throws IOException {
        while (at < commit.offset()) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, commit.offset() - at));
            if (n < 0) {
                return false;
            }
            crc.update(buffer, 0, n);
            at += n;
        }
        return crc.getValue() == commit.fileCrc();
    }

    /** The last commit that the file holds from its first bit on. */
    Entry.@Nullable Committed last() {
        return good;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

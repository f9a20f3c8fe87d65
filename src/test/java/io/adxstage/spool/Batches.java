package io.adxstage.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Sealed batches for the tests of other rooms. */
public final class Batches implements AutoCloseable {

    private static final long FULL = 1L << 40;

    private final Spool spool;

    public Batches(Path dataDir) {
        this.spool = Folders.spool(dataDir);
    }

    public Spool spool() {
        return spool;
    }

    /** From here on rows find no room, until {@link #empty}. */
    public void fill() {
        spool.stage("s").room().takeAnyway(FULL);
    }

    public void empty() {
        spool.stage("s").room().give(FULL);
    }

    /** @param rows JSON objects */
    public SealedBatch of(String... rows) throws InterruptedException {
        OpenBatch batch = spool.stage("s").open("");
        CountDownLatch written = new CountDownLatch(1);
        String lines = String.join("\n", List.of(rows)) + "\n";
        batch.append(lines.getBytes(StandardCharsets.UTF_8), rows.length, written::countDown);
        written.await();
        return batch.seal();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}

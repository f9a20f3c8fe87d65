package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A complete batch file on its way out. Its life is in its journal; what happens to it is told here. Thread-safe. */
public final class SealedBatch {

    private final BatchFiles files;
    private final String label;
    private final Instant createdAt;
    private final Instant sealedAt;
    private final long rows;
    private final long rawBytes;
    private final long bytes;

    private int attempts;
    private @Nullable String lastError;
    private boolean failed;

    SealedBatch(
            BatchFiles files, String label, Instant createdAt, Instant sealedAt, long rows, long rawBytes, long bytes) {
        this.files = files;
        this.label = label;
        this.createdAt = createdAt;
        this.sealedAt = sealedAt;
        this.rows = rows;
        this.rawBytes = rawBytes;
        this.bytes = bytes;
    }

    /** A UUID; the same in every attempt. */
    public UUID id() {
        return UUID.fromString(files.id());
    }

    /** The file to upload: gzip of lines. */
    public Path file() {
        return files.data();
    }

    /** What the owner wrote on the batch when it was opened. */
    public String label() {
        return label;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant sealedAt() {
        return sealedAt;
    }

    public long rows() {
        return rows;
    }

    /** Uncompressed. */
    public long rawBytes() {
        return rawBytes;
    }

    /** Length of the file. */
    public long bytes() {
        return bytes;
    }

    /** Attempts that are known to have gone wrong. */
    public synchronized int attempts() {
        return attempts;
    }

    public synchronized @Nullable String lastError() {
        return lastError;
    }

    /** Whether it waits for a person. */
    public synchronized boolean isFailed() {
        return failed;
    }

    /** It was sent and not taken. */
    public synchronized void attempted(String error) {
        note(new Entry.Attempted(Instant.now(), error));
    }

    /** It will not be sent again by itself. */
    public synchronized void failed(String reason) {
        note(new Entry.Failed(Instant.now(), reason));
    }

    /** It was taken, or somebody gave it up: durable first, then the files go. */
    public synchronized void done() {
        note(new Entry.Done(Instant.now()));
        try {
            files.delete();
        } catch (IOException notNow) {
            throw new UncheckedIOException(
                    "The files of batch " + id() + " could not be deleted; the next start will", notNow);
        }
    }

    private void note(Entry entry) {
        try (Journal journal = Journal.reopen(files.journal())) {
            journal.append(entry, true);
        } catch (IOException notWritten) {
            throw new UncheckedIOException("The journal of batch " + id() + " could not be written", notWritten);
        } finally {
            replay(entry);
        }
    }

    /** Takes up what the journal says. */
    void replay(Entry entry) {
        switch (entry) {
            case Entry.Attempted attempt -> {
                attempts++;
                lastError = attempt.error();
            }
            case Entry.Failed failure -> {
                failed = true;
                lastError = failure.reason();
            }
            case Entry.Opened opened -> {}
            case Entry.Committed committed -> {}
            case Entry.Sealed sealed -> {}
            case Entry.Done done -> {}
        }
    }

    @Override
    public String toString() {
        return "SealedBatch[" + files.id() + ", " + rows + " rows]";
    }
}

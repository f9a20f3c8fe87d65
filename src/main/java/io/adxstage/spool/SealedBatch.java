package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A complete batch file on its way out. Its life is in its journal; what happens to it is told here. Thread-safe. */
public final class SealedBatch {

    private static final Logger log = LoggerFactory.getLogger(SealedBatch.class);

    /** Bytes of a journal that is worth shortening: a batch that waits for its arrival is read again by every start. */
    private static final int LONG = 8 * 1024;

    private final StageSpool owner;
    private final BatchFiles files;
    private final Facts facts;

    private String label;
    private long journalEnd;
    private int attempts;
    private @Nullable String lastError;
    private boolean failed;
    private boolean tagged;
    private boolean underWay;
    private boolean mayHaveArrived;
    private boolean possiblyDoubled;
    private @Nullable Instant acceptedAt;
    private @Nullable String receipt;

    /** What does not change any more. */
    record Facts(Instant createdAt, Instant sealedAt, long rows, long rawBytes, long bytes) {}

    SealedBatch(StageSpool owner, BatchFiles files, Facts facts, String label, long journalEnd) {
        this.owner = owner;
        this.files = files;
        this.facts = facts;
        this.label = label;
        this.journalEnd = journalEnd;
    }

    /** A UUID; the same in every attempt. */
    public UUID id() {
        return UUID.fromString(files.id());
    }

    /** The file to upload: gzip of lines. */
    public Path file() {
        return files.data();
    }

    /** What the owner wrote on the batch when it was opened, or sent it elsewhere. */
    public synchronized String label() {
        return label;
    }

    public Instant createdAt() {
        return facts.createdAt();
    }

    public Instant sealedAt() {
        return facts.sealedAt();
    }

    public long rows() {
        return facts.rows();
    }

    /** Uncompressed. */
    public long rawBytes() {
        return facts.rawBytes();
    }

    /** Length of the file. */
    public long bytes() {
        return facts.bytes();
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

    /** Whether an earlier attempt may have arrived, though nobody heard so. */
    public synchronized boolean mayHaveArrived() {
        return mayHaveArrived;
    }

    /** Whether the receiver could tell the latest sending from a second one. */
    public synchronized boolean isTagged() {
        return tagged;
    }

    /** Whether its rows may be there twice once it is taken: an earlier attempt may have arrived without a tag. */
    public synchronized boolean isPossiblyDoubled() {
        return possiblyDoubled;
    }

    /** When it was taken into charge; absent where it was not, or was given back. */
    public synchronized @Nullable Instant acceptedAt() {
        return acceptedAt;
    }

    /** What the receiver can be asked by, as {@link #accepted} was told. */
    public synchronized @Nullable String receipt() {
        return receipt;
    }

    /** Whether its rows are still here. Of a batch that was taken into charge they may be gone. */
    public boolean hasFile() {
        return Files.exists(files.data());
    }

    /** It is being sent. */
    public synchronized void sending(boolean withTag) {
        note(new Entry.Sending(Instant.now(), withTag));
    }

    /** It was sent, and not taken. */
    public synchronized void attempted(String error, boolean perhapsTaken) {
        note(new Entry.Attempted(Instant.now(), error, perhapsTaken));
    }

    /** It will not be sent again by itself. */
    public synchronized void failed(String reason) {
        note(new Entry.Failed(Instant.now(), reason));
    }

    /** A failed batch is to be sent again. */
    public synchronized void requeued() {
        note(new Entry.Requeued(Instant.now(), null));
    }

    /** A failed batch is to be sent again, with another label. */
    public synchronized void requeued(String newLabel) {
        note(new Entry.Requeued(Instant.now(), newLabel));
    }

    /**
     * It was taken into charge. Its files stay until it is known to have arrived; where the disk gets full, the rows go
     * before that.
     *
     * @param handed what the receiver can be asked by
     */
    public synchronized void accepted(@Nullable String handed) {
        note(new Entry.Accepted(Instant.now(), handed));
        shortenJournal();
        owner.room().spares().add(this);
    }

    /**
     * It was taken into charge, and did not arrive: it waits for a person, like any failed batch.
     *
     * @param partly whether some of it arrived
     */
    public synchronized void rejected(String reason, boolean partly) {
        owner.room().spares().remove(this);
        note(new Entry.Rejected(Instant.now(), reason, partly));
    }

    /** Deletes the rows of a batch that was taken into charge, and answers how many bytes that gives. */
    public synchronized long release() {
        owner.room().spares().remove(this);
        if (acceptedAt == null) {
            return 0;
        }
        try {
            return Files.deleteIfExists(files.data()) ? owner.room().given(bytes()) : 0;
        } catch (IOException stays) {
            log.warn("The file of batch {} could not be deleted: {}", id(), stays.toString());
            return 0;
        }
    }

    /** Of a long journal only the marks are many, and those are saved elsewhere first. */
    private void shortenJournal() {
        if (journalEnd <= LONG) {
            return;
        }
        try {
            owner.redeliveries().save();
            byte[] shortened = Journal.of(new BatchStory(files, marks -> {}).shortened());
            DurableFile.replace(files.journal(), shortened);
            owner.room().give(journalEnd - shortened.length);
            journalEnd = shortened.length;
        } catch (IOException full) {
            log.debug("The journal of batch {} stays long: {}", id(), full.toString());
        }
    }

    /**
     * It came to its end. From here on it is never sent again; count it, and then delete it. Answers whether that is on
     * disk, and so survives a crash.
     */
    public synchronized boolean done(End end, Instant at) {
        owner.room().spares().remove(this);
        return note(new Entry.Done(at, end));
    }

    /** The rows go, after {@link #done} is on disk; the journal stays, and tells how many they were. */
    public synchronized void spend() {
        try {
            if (Files.deleteIfExists(files.data())) {
                owner.room().give(bytes());
            }
        } catch (IOException stays) {
            log.warn("The file of batch {} could not be deleted: {}", id(), stays.toString());
        }
    }

    /** The files go, after {@link #done}. Where they stay, the next start deletes them, and the answer is false. */
    public synchronized boolean delete() {
        return owner.forget(files.id());
    }

    /** A full disk must not keep a batch from leaving; what could not be noted is known until the next start. */
    private boolean note(Entry entry) {
        replay(entry);
        try {
            owner.room().small(() -> {
                try (Journal journal = Journal.reopen(owner.disk().open(files.journal()), journalEnd)) {
                    journal.append(entry, true);
                    owner.room().takeAnyway(journal.end() - journalEnd);
                    journalEnd = journal.end();
                }
            });
            return true;
        } catch (IOException notWritten) {
            log.error("The journal of batch {} could not be written: {}", id(), notWritten.toString());
            return false;
        }
    }

    /** Takes up what the journal says. */
    void replay(Entry entry) {
        switch (entry) {
            case Entry.Sending sending -> {
                interrupted();
                // One of the two may have gone a way that knows no tags.
                possiblyDoubled |= mayHaveArrived && !(tagged && sending.tagged());
                tagged = sending.tagged();
                underWay = true;
            }
            case Entry.Attempted attempt -> {
                underWay = false;
                mayHaveArrived |= attempt.mayHaveArrived();
                attempts++;
                lastError = attempt.error();
            }
            case Entry.Failed failure -> {
                failed = true;
                lastError = failure.reason();
            }
            case Entry.Requeued again -> {
                failed = false;
                if (again.label() != null) {
                    label = again.label();
                    // A tag is worth nothing in another table.
                    possiblyDoubled |= mayHaveArrived;
                }
            }
            case Entry.Accepted accepted -> {
                underWay = false;
                acceptedAt = accepted.at();
                receipt = accepted.receipt();
            }
            case Entry.Rejected rejection -> {
                acceptedAt = null;
                receipt = null;
                failed = true;
                attempts++;
                lastError = rejection.reason();
                mayHaveArrived |= rejection.partly();
            }
            case Entry.Done done -> underWay = false;
            case Entry.Opened opened -> {}
            case Entry.Committed committed -> {}
            case Entry.Sealed sealed -> {}
        }
    }

    /** What was under way when the service went down may have arrived. */
    void interrupted() {
        mayHaveArrived |= underWay;
        underWay = false;
    }

    @Override
    public String toString() {
        return "SealedBatch[" + files.id() + ", " + rows() + " rows]";
    }
}

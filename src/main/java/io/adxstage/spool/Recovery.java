package io.adxstage.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one batch of an earlier run back: cuts a torn tail off, completes what was being sealed, goes on with what was
 * open. Of a damaged batch it brings back the rows before the damage, and puts the rest aside.
 */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    /** Stands for a copy of the good rows until the damaged files have made place for it. */
    static final String COPY = ".copy";

    private final StageSpool owner;
    private final BatchFiles files;
    private final BatchStory story;

    Recovery(StageSpool owner, BatchFiles files) throws IOException {
        this.owner = owner;
        this.files = files;
        owner.quarantine().finish(files, copyFiles());
        this.story = new BatchStory(files, owner.redeliveries()::recovered);
    }

    void into(Recovered found) throws IOException {
        if (!story.isOpened()) {
            if (hasRows()) {
                putAside(null, "its journal is missing, empty or damaged from the start");
            } else {
                files.delete();
            }
            return;
        }
        Entry.@Nullable Done done = story.done();
        if (done != null) {
            SealedBatch ended = sealed(0, 0, done.at());
            found.settled()
                    .add(new Settled(
                            UUID.fromString(files.id()),
                            story.rows(),
                            done.end(),
                            ended.isPossiblyDoubled(),
                            ended.acceptedAt(),
                            done.at()));
            return;
        }
        SealedBatch accepted = accepted();
        if (accepted != null) {
            found.accepted().add(accepted);
            owner.room().spares().add(accepted);
            return;
        }
        String damage = damage();
        if (damage != null) {
            Entry.@Nullable Committed good = lastGood();
            putAside(good, damage);
            if (Files.exists(files.journal())) {
                new Recovery(owner, files).into(found);
            }
            return;
        }
        Entry.@Nullable Committed last = story.lastCommit();
        if (last == null) {
            // Nothing was acknowledged.
            files.delete();
            return;
        }
        bringBack(found, last);
    }

    /**
     * A batch that was taken into charge. Its file need not be there, and is not looked at: it was sent whole, and there may
     * be thousands of them. Should it have to be sent again, the next start looks.
     */
    private @Nullable SealedBatch accepted() {
        Entry.@Nullable Sealed sealed = story.sealed();
        Entry.@Nullable Committed last = story.lastCommit();
        if (sealed == null || story.isDamaged() || last == null) {
            return null;
        }
        long length = last.offset() + GzipMember.trailer(last.rawCrc(), last.rawBytes()).length;
        SealedBatch batch = sealed(last.rawBytes(), length, sealed.at());
        return batch.acceptedAt() == null ? null : batch;
    }

    /** The rows of a batch that was taken into charge may have made room for others, before it was given back. */
    private boolean madeRoom() {
        return story.wasAccepted() && !Files.exists(files.data());
    }

    private void bringBack(Recovered found, Entry.Committed committed) throws IOException {
        Entry.@Nullable Sealed sealed = story.sealed();
        if (sealed == null) {
            found.open().add(new OpenBatch(owner, files, story, committed));
            return;
        }
        byte[] trailer = GzipMember.trailer(committed.rawCrc(), committed.rawBytes());
        long length = committed.offset() + trailer.length;
        // No commit covers the trailer; one that is torn or changed is written anew.
        if (!madeRoom() && !endsWith(trailer, committed.offset())) {
            owner.room().small(() -> {
                try (DurableFile data = DurableFile.open(files.data())) {
                    data.truncate(committed.offset());
                    data.write(trailer, committed.offset());
                    data.force();
                }
            });
        }
        found.sealed().add(sealed(committed.rawBytes(), length, sealed.at()));
    }

    private SealedBatch sealed(long rawBytes, long length, Instant at) {
        SealedBatch batch = new SealedBatch(
                owner,
                files,
                new SealedBatch.Facts(story.createdAt(), at, story.rows(), rawBytes, length),
                story.label(),
                story.length());
        story.life().forEach(batch::replay);
        if (story.done() == null) {
            batch.interrupted();
        }
        return batch;
    }

    /** A crash while a batch is opened leaves a header at most. */
    private boolean hasRows() throws IOException {
        return Files.exists(files.data()) && Files.size(files.data()) > GzipMember.header().length;
    }

    private boolean endsWith(byte[] trailer, long offset) throws IOException {
        if (Files.size(files.data()) != offset + trailer.length) {
            return false;
        }
        try (InputStream in = Files.newInputStream(files.data())) {
            in.skipNBytes(offset);
            return Arrays.equals(in.readAllBytes(), trailer);
        }
    }

    /** What is wrong with what was acknowledged: everything up to the last commit must be there, bit by bit. */
    private @Nullable String damage() throws IOException {
        if (story.isDamaged()) {
            return "its journal was changed after it was written";
        }
        Entry.@Nullable Committed last = story.lastCommit();
        if (last == null || madeRoom() || (Files.exists(files.data()) && holds(last))) {
            return null;
        }
        writeWhatTheJournalHolds(last);
        if (!Files.exists(files.data())) {
            return "its data file is missing";
        }
        if (Files.size(files.data()) < last.offset()) {
            return "its data file is shorter than its journal says";
        }
        return holds(last) ? null : "its data file was changed after it was written";
    }

    /**
     * Rows of small commits were forced with the journal alone: a power failure may have taken them from the data file. Of a
     * sealed batch all were.
     */
    private void writeWhatTheJournalHolds(Entry.Committed last) throws IOException {
        if (story.sealed() != null || !story.holdsRows()) {
            return;
        }
        long before = Files.exists(files.data()) ? Files.size(files.data()) : 0;
        owner.room().small(() -> {
            try (DurableFile data = Files.exists(files.data())
                    ? owner.disk().open(files.data())
                    : owner.disk().create(files.data())) {
                HeldRows.write(files.journal(), data, last.offset());
                data.force();
            }
        });
        owner.room().takeAnyway(Files.size(files.data()) - before);
    }

    /** Whether the data file is what it was at this commit, from its first bit on. */
    private boolean holds(Entry.Committed commit) throws IOException {
        try (GoodPrefix prefix = new GoodPrefix(files.data())) {
            prefix.take(commit);
            return prefix.last() != null;
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** The last commit that the data file still holds from its first bit on. */
    private Entry.@Nullable Committed lastGood() throws IOException {
        if (!Files.exists(files.data())) {
            return null;
        }
        try (GoodPrefix prefix = new GoodPrefix(files.data())) {
            story.commits(commit -> prefix.take(commit.bare()));
            return prefix.last();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** The good rows are copied before anything is moved, so that a crash at any point loses neither. */
    private void putAside(Entry.@Nullable Committed good, String reason) throws IOException {
        // A damaged journal may have lost commits; what the data file holds tells.
        long known =
                story.isDamaged() || !story.isOpened() ? Math.max(story.rows(), linesIn(files.data())) : story.rows();
        long lost = known - (good == null ? 0 : good.rows());
        log.error(
                "Batch {} is damaged: {}. {} rows before the damage are brought back, {} are not; its files lie in {}",
                files.id(),
                reason,
                good == null ? 0 : good.rows(),
                lost,
                files.folder().resolve("quarantine"));
        if (good != null) {
            copy(good, reason);
        }
        owner.quarantine().announce(files, lost, reason);
        owner.quarantine().finish(files, copyFiles());
    }

    /** Lines of a gzip file, as far as it can be read. */
    private static long linesIn(Path gzip) {
        long lines = 0;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip), 64 * 1024)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        } catch (IOException end) {
            log.debug("{} can be read up to line {}", gzip, lines);
        }
        return lines;
    }

    private void copy(Entry.Committed good, String reason) throws IOException {
        BatchFiles copy = copyFiles();
        Files.deleteIfExists(copy.data());
        Files.deleteIfExists(copy.journal());
        try (InputStream in = Files.newInputStream(files.data());
                DurableFile to = DurableFile.create(copy.data())) {
            long at = 0;
            while (at < good.offset()) {
                byte[] some = in.readNBytes((int) Math.min(256 * 1024, good.offset() - at));
                to.write(some, at);
                at += some.length;
            }
            to.force();
        }
        owner.room().takeAnyway(good.offset());
        try (Journal journal = Journal.create(DurableFile.create(copy.journal()))) {
            journal.append(new Entry.Opened(story.createdAt(), story.label()), false);
            journal.append(good, false);
            // Sealed in any case: it may have been sent, and what is sent under an id must not grow.
            Entry.@Nullable Sealed sealed = story.sealed();
            journal.append(sealed == null ? new Entry.Sealed(Instant.now(), 0) : sealed, false);
            for (Entry entry : story.life()) {
                journal.append(entry, false);
            }
            journal.append(
                    new Entry.Attempted(Instant.now(), "The batch was found damaged: " + reason, story.isDamaged()),
                    false);
            journal.force();
        }
        Disk.syncFolder(files.folder());
    }

    private BatchFiles copyFiles() {
        return new BatchFiles(files.folder(), files.id() + COPY);
    }

    /** The batches that files in a folder belong to. */
    static List<String> ids(List<String> names) {
        return names.stream()
                .flatMap(name -> List.of(BatchFiles.DATA, BatchFiles.JOURNAL).stream()
                        .filter(name::endsWith)
                        .map(ending -> name.substring(0, name.length() - ending.length())))
                .map(id -> id.endsWith(COPY) ? id.substring(0, id.length() - COPY.length()) : id)
                .distinct()
                .sorted()
                .toList();
    }
}

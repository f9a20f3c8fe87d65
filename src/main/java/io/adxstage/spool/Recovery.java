package io.adxstage.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Brings one batch of an earlier run back: cuts a torn tail off, and completes what was still open. */
final class Recovery {

    private final BatchFiles files;

    Recovery(BatchFiles files) {
        this.files = files;
    }

    /** The batch, unless nothing of it is left to send. */
    Optional<SealedBatch> run() throws IOException, DamagedBatch {
        List<Entry> entries = Files.exists(files.journal()) ? Journal.read(files.journal()) : List.of();
        Entry.@Nullable Opened opened = last(entries, Entry.Opened.class);
        if (opened == null && hasRows()) {
            throw new DamagedBatch("its journal is missing or empty");
        }
        Entry.@Nullable Committed committed = last(entries, Entry.Committed.class);
        // Without a commit nothing was acknowledged, and what is done needs no second sending.
        if (opened == null || committed == null || last(entries, Entry.Done.class) != null) {
            files.delete();
            return Optional.empty();
        }
        checkGoodPrefix(committed);
        Entry.@Nullable Sealed sealed = last(entries, Entry.Sealed.class);
        if (sealed == null || !isComplete(sealed, committed)) {
            sealed = complete(committed);
        }
        SealedBatch batch = new SealedBatch(
                files,
                opened.label(),
                opened.at(),
                sealed.at(),
                committed.rows(),
                committed.rawBytes(),
                sealed.length());
        entries.forEach(batch::replay);
        return Optional.of(batch);
    }

    /** A crash while a batch is opened leaves a header at most. */
    private boolean hasRows() throws IOException {
        return Files.exists(files.data()) && Files.size(files.data()) > GzipMember.header().length;
    }

    /** No commit covers the trailer, so it is looked at here; a wrong one is written anew. */
    private boolean isComplete(Entry.Sealed sealed, Entry.Committed committed) throws IOException {
        byte[] trailer = GzipMember.trailer(committed.rawCrc(), committed.rawBytes());
        if (Files.size(files.data()) != sealed.length() || sealed.length() != committed.offset() + trailer.length) {
            return false;
        }
        try (InputStream in = Files.newInputStream(files.data())) {
            in.skipNBytes(committed.offset());
            return Arrays.equals(in.readAllBytes(), trailer);
        }
    }

    /** Everything up to the last commit must be there, bit by bit. */
    private void checkGoodPrefix(Entry.Committed committed) throws IOException, DamagedBatch {
        if (!Files.exists(files.data())) {
            throw new DamagedBatch("its data file is missing");
        }
        if (Files.size(files.data()) < committed.offset()) {
            throw new DamagedBatch("its data file is shorter than its journal says");
        }
        CRC32 crc = new CRC32();
        try (InputStream in = Files.newInputStream(files.data())) {
            byte[] buffer = new byte[256 * 1024];
            long left = committed.offset();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new DamagedBatch("its data file ended while it was read");
                }
                crc.update(buffer, 0, n);
                left -= n;
            }
        }
        if (crc.getValue() != committed.fileCrc()) {
            throw new DamagedBatch("its data file was changed after it was written");
        }
    }

    private Entry.Sealed complete(Entry.Committed committed) throws IOException {
        byte[] trailer = GzipMember.trailer(committed.rawCrc(), committed.rawBytes());
        Entry.Sealed sealed = new Entry.Sealed(Instant.now(), committed.offset() + trailer.length);
        try (DurableFile data = DurableFile.open(files.data());
                Journal journal = Journal.reopen(files.journal())) {
            data.truncate(committed.offset());
            data.write(trailer, committed.offset());
            data.force();
            journal.append(sealed, true);
        }
        return sealed;
    }

    private static <E extends Entry> @Nullable E last(List<Entry> entries, Class<E> kind) {
        return entries.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }
}

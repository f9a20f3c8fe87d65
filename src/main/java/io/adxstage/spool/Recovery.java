package io.adxstage.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
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
        List<Entry> entries = Journal.read(files.journal());
        Entry.@Nullable Committed committed = last(entries, Entry.Committed.class);
        // Without a commit nothing was acknowledged, and what is done needs no second sending.
        if (committed == null || last(entries, Entry.Done.class) != null) {
            files.delete();
            return Optional.empty();
        }
        Entry.@Nullable Opened opened = last(entries, Entry.Opened.class);
        if (opened == null) {
            throw new DamagedBatch("its journal does not say what it is");
        }
        checkGoodPrefix(committed);
        Entry.@Nullable Sealed sealed = last(entries, Entry.Sealed.class);
        if (sealed == null || Files.size(files.data()) != sealed.length()) {
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
        try (FileChannel data = FileChannel.open(files.data(), StandardOpenOption.WRITE);
                Journal journal = Journal.reopen(files.journal())) {
            data.truncate(committed.offset());
            Disk.writeFully(data, ByteBuffer.wrap(trailer), committed.offset());
            data.force(false);
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

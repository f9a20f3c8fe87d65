package io.adxstage.spool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** One line of a batch's journal: what happened to the batch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Entry.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = Entry.Sealed.class, name = "sealed"),
    @JsonSubTypes.Type(value = Entry.Attempted.class, name = "attempted"),
    @JsonSubTypes.Type(value = Entry.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Entry.Done.class, name = "done")
})
sealed interface Entry {

    /** @param label what the owner wants to know again after a restart; opaque here */
    record Opened(Instant at, String label) implements Entry {}

    /**
     * Rows are on disk.
     *
     * @param offset length of the good file, bytes
     * @param fileCrc CRC-32 of the file up to there
     * @param rows since the batch was opened
     * @param rawBytes uncompressed, since the batch was opened
     * @param rawCrc CRC-32 of the uncompressed bytes: what the gzip trailer needs
     */
    record Committed(long offset, long fileCrc, long rows, long rawBytes, long rawCrc) implements Entry {}

    /** The file is complete. */
    record Sealed(Instant at, long length) implements Entry {}

    /** It was sent, and not taken. */
    record Attempted(Instant at, String error) implements Entry {}

    /** It will not be sent again by itself. */
    record Failed(Instant at, String reason) implements Entry {}

    /** It was taken or discarded: whatever is left of it may go. */
    record Done(Instant at) implements Entry {}
}

package io.adxstage.spool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One line of a batch's journal: what happened to the batch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Entry.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = Entry.Sealed.class, name = "sealed"),
    @JsonSubTypes.Type(value = Entry.Sending.class, name = "sending"),
    @JsonSubTypes.Type(value = Entry.Attempted.class, name = "attempted"),
    @JsonSubTypes.Type(value = Entry.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Entry.Requeued.class, name = "requeued"),
    @JsonSubTypes.Type(value = Entry.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Entry.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Entry.Done.class, name = "done")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
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
     * @param marks of what these rows came from, to know it when it is delivered again
     * @param piece the bytes of the file up to there since the commit before, in Base64, where the file was not forced: this
     *     line is what makes them durable
     */
    record Committed(
            long offset,
            long fileCrc,
            long rows,
            long rawBytes,
            long rawCrc,
            @Nullable Marks marks,
            @Nullable String piece)
            implements Entry {

        /** That much, and nothing of what it came from. */
        Committed(long offset, long fileCrc, long rows, long rawBytes, long rawCrc) {
            this(offset, fileCrc, rows, rawBytes, rawCrc, null, null);
        }

        /** A long journal has many. */
        Committed bare() {
            return new Committed(offset, fileCrc, rows, rawBytes, rawCrc);
        }

        /** The same, holding the bytes themselves. */
        Committed holding(byte[] bytes) {
            return new Committed(
                    offset,
                    fileCrc,
                    rows,
                    rawBytes,
                    rawCrc,
                    marks,
                    Base64.getEncoder().encodeToString(bytes));
        }

        /** The bytes that end at {@link #offset}; none where this line holds none. */
        byte[] bytes() {
            return piece == null ? new byte[0] : Base64.getDecoder().decode(piece);
        }
    }

    /** The file is complete. */
    record Sealed(Instant at, long length) implements Entry {}

    /**
     * It is being sent. Without an entry behind it, nobody knows what came of it.
     *
     * @param tagged whether the receiver can tell that it is sent again
     */
    record Sending(Instant at, boolean tagged) implements Entry {}

    /**
     * It was sent, and not taken.
     *
     * @param mayHaveArrived whether it may have been taken all the same
     */
    record Attempted(Instant at, String error, boolean mayHaveArrived) implements Entry {}

    /** It will not be sent again by itself. */
    record Failed(Instant at, String reason) implements Entry {}

    /**
     * It is to be sent again after all.
     *
     * @param label the new one, where it has one
     */
    record Requeued(Instant at, @Nullable String label) implements Entry {}

    /**
     * It was taken into charge. Whether it arrives is not known yet.
     *
     * @param receipt what the receiver can be asked by; opaque here
     */
    record Accepted(Instant at, @Nullable String receipt) implements Entry {}

    /**
     * It was taken into charge, and did not arrive.
     *
     * @param partly whether some of it did
     */
    record Rejected(Instant at, String reason, boolean partly) implements Entry {}

    /**
     * It was taken or discarded: whatever is left of it may go.
     *
     * @param taken whether it was taken
     * @param arrived whether it is known to have arrived; journals of earlier versions do not say
     */
    record Done(Instant at, boolean taken, boolean arrived) implements Entry {

        Done(Instant at, End end) {
            this(at, end != End.DISCARDED, end == End.ARRIVED);
        }

        End end() {
            return arrived ? End.ARRIVED : taken ? End.TAKEN : End.DISCARDED;
        }
    }
}

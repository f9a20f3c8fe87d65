package io.adxstage.flow;

import io.adxstage.letters.Kept;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.spool.Mark;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into one batch: of one message, or of several that came together.
 *
 * @param lines in upload format
 * @param marks of the messages that they come from, to know these when they are delivered again; QoS 0 never is
 * @param appended run when the rows are in a batch
 * @param durable run when they are on disk
 */
record Portion(List<byte[]> lines, int rows, List<Mark> marks, Runnable appended, Runnable durable) {

    static @Nullable Mark mark(ApplicationMessage message) {
        Integer packetId = message.packetId();
        return packetId == null ? null : new Mark(packetId, message.fingerprint());
    }

    /**
     * The mark of a dead letter that is replayed: a crash in the middle must not replay it twice. Not of its id alone:
     * once all letters were deleted, ids may begin anew.
     */
    static Mark mark(Kept letter) {
        String one = letter.id() + " " + letter.message().received() + " "
                + letter.message().fingerprint();
        return new Mark(
                0, UUID.nameUUIDFromBytes(one.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits());
    }

    @Override
    public String toString() {
        return "Portion[" + rows + " rows]";
    }
}

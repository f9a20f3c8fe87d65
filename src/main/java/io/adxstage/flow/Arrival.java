package io.adxstage.flow;

import io.adxstage.letters.Kept;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Rows;
import io.adxstage.spool.Mark;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into a batch.
 *
 * @param mark of the message that they come from, to know it when it is delivered again; QoS 0 never is
 */
record Arrival(Rows.Lines rows, @Nullable Mark mark) {

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
}

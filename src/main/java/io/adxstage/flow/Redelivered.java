package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.mqtt.Received;
import io.adxstage.spool.Mark;
import io.adxstage.spool.Redeliveries;
import org.jspecify.annotations.Nullable;

/**
 * Lets no message through that is stored already. One that the broker marks as delivered again (DUP) need not be: it may
 * never have been read before. It is, if the broker still had the session (else {@link Redeliveries} was told to forget)
 * and the last message under its packet id had the same content. See docs/decisions/0010.
 */
final class Redelivered {

    private final Redeliveries redeliveries;
    private final OpenBatches openBatches;
    private final LetterBox letters;

    Redelivered(Redeliveries redeliveries, OpenBatches openBatches, LetterBox letters) {
        this.redeliveries = redeliveries;
        this.openBatches = openBatches;
        this.letters = letters;
    }

    /**
     * Whether a message is stored already: then it is acknowledged as soon as what came of it before is on disk.
     *
     * @param mark the message's
     */
    boolean isStored(Received received, @Nullable Mark mark) {
        if (!received.duplicate() || mark == null || !redeliveries.hold(mark)) {
            return false;
        }
        openBatches.whenDurable(() -> letters.whenDurable(received.acknowledgment()::acknowledge));
        return true;
    }
}

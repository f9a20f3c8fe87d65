package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.spool.Mark;
import io.adxstage.spool.Redeliveries;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.acks.SimpleAcknowledgment;
import org.springframework.integration.core.GenericHandler;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.MessageHeaders;

/**
 * Lets no message through that is stored already. One that the broker marks as delivered again (DUP) need not be: it may
 * never have been read before. It is, if the broker still had the session (else {@link Redeliveries} was told to forget)
 * and the last message under its packet id had the same content. See docs/decisions/0010.
 */
final class Redelivered implements GenericHandler<ApplicationMessage> {

    private final Redeliveries redeliveries;
    private final OpenBatches openBatches;
    private final LetterBox letters;

    Redelivered(Redeliveries redeliveries, OpenBatches openBatches, LetterBox letters) {
        this.redeliveries = redeliveries;
        this.openBatches = openBatches;
        this.letters = letters;
    }

    /** The message, or nothing: then it is acknowledged as soon as what came of it before is on disk. */
    @Override
    public @Nullable Object handle(ApplicationMessage message, MessageHeaders headers) {
        if (!Boolean.TRUE.equals(headers.get(MqttHeaders.DUPLICATE))) {
            return message;
        }
        Mark mark = Arrival.mark(message);
        if (mark == null || !redeliveries.hold(mark)) {
            return message;
        }
        SimpleAcknowledgment ack =
                headers.get(IntegrationMessageHeaderAccessor.ACKNOWLEDGMENT_CALLBACK, SimpleAcknowledgment.class);
        if (ack != null) {
            openBatches.whenDurable(() -> letters.whenDurable(ack::acknowledge));
        }
        return null;
    }
}

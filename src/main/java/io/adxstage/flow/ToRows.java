package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import io.adxstage.mqtt.Burst;
import io.adxstage.mqtt.Received;
import io.adxstage.spool.Mark;
import io.adxstage.spool.Redeliveries;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.acks.SimpleAcknowledgment;

/** Turns messages into rows; keeps as a dead letter what cannot be turned. */
final class ToRows {

    private final Projection projection;
    private final LetterBox letters;
    private final Redeliveries redeliveries;
    private final Redelivered redelivered;
    private final OpenBatches openBatches;
    private final Books books;

    ToRows(
            Projection projection,
            LetterBox letters,
            Redeliveries redeliveries,
            Redelivered redelivered,
            OpenBatches openBatches,
            Books books) {
        this.projection = projection;
        this.letters = letters;
        this.redeliveries = redeliveries;
        this.redelivered = redelivered;
        this.openBatches = openBatches;
        this.books = books;
    }

    /** To be asked for the next one when the one before is in a batch: only then is it known what fits. */
    Iterator<Portion> portions(Burst burst) {
        return new Portions(burst, this, openBatches, books);
    }

    /**
     * The rows of a message, at least one; or nothing: then the message is done with, and acknowledged when it is safe.
     *
     * @param mark the message's
     */
    Rows.@Nullable Lines rowsOrDeadLetter(Received received, @Nullable Mark mark) {
        if (redelivered.isStored(received, mark)) {
            return null;
        }
        SimpleAcknowledgment ack = received.acknowledgment();
        switch (projection.rows(received.message())) {
            case Rows.Lines lines
            when lines.count() > 0 -> {
                return lines;
            }
            case Rows.Lines none -> {
                if (mark != null) {
                    redeliveries.passed(mark);
                }
                openBatches.whenDurable(ack::acknowledge);
            }
            case Rows.None undecodable -> letter(received.message(), undecodable.reason(), mark, ack);
        }
        return null;
    }

    /** Known from now on: while the disk takes no letters, a new connection would bring the message again. */
    private void letter(ApplicationMessage message, String reason, @Nullable Mark mark, SimpleAcknowledgment ack) {
        long sequence = mark == null ? 0 : redeliveries.rememberElsewhere(mark);
        letters.add(message, reason, () -> {
            books.lettered();
            if (mark != null) {
                redeliveries.durable(sequence, mark);
            }
            ack.acknowledge();
        });
    }
}

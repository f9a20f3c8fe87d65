package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import io.adxstage.spool.Mark;
import io.adxstage.spool.Redeliveries;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.acks.SimpleAcknowledgment;
import org.springframework.messaging.MessageHeaders;

/** Turns a message into rows; keeps it as a dead letter where that cannot be done. */
final class ToRows {

    private final Projection projection;
    private final LetterBox letters;
    private final Redeliveries redeliveries;
    private final OpenBatches openBatches;
    private final Books books;

    ToRows(Projection projection, LetterBox letters, Redeliveries redeliveries, OpenBatches openBatches, Books books) {
        this.projection = projection;
        this.letters = letters;
        this.redeliveries = redeliveries;
        this.openBatches = openBatches;
        this.books = books;
    }

    /** The rows, or nothing: then the message is done with, and acknowledged when it is safe. */
    @Nullable
    Arrival rowsOrDeadLetter(ApplicationMessage message, MessageHeaders headers) {
        Mark mark = Arrival.mark(message);
        SimpleAcknowledgment given =
                headers.get(IntegrationMessageHeaderAccessor.ACKNOWLEDGMENT_CALLBACK, SimpleAcknowledgment.class);
        SimpleAcknowledgment ack = given == null ? () -> {} : given;
        switch (projection.rows(message)) {
            case Rows.Lines lines
            when lines.count() > 0 -> {
                openBatches.awaitRoom();
                return new Arrival(lines, mark);
            }
            case Rows.Lines none -> {
                if (mark != null) {
                    redeliveries.passed(mark);
                }
                openBatches.whenDurable(ack::acknowledge);
            }
            case Rows.None undecodable -> letter(message, undecodable.reason(), mark, ack);
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

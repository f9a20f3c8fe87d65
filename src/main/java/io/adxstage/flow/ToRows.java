package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.acks.SimpleAcknowledgment;
import org.springframework.messaging.MessageHeaders;

/** Turns a message into rows; keeps it as a dead letter where that cannot be done. */
final class ToRows {

    private final Projection projection;
    private final LetterBox letters;
    private final Books books;

    ToRows(Projection projection, LetterBox letters, Books books) {
        this.projection = projection;
        this.letters = letters;
        this.books = books;
    }

    /** The rows, or nothing: then the message is done with, safe and acknowledged. */
    Rows.@Nullable Lines rowsOrDeadLetter(ApplicationMessage message, MessageHeaders headers) {
        switch (projection.rows(message)) {
            case Rows.Lines lines
            when lines.count() > 0 -> {
                return lines;
            }
            case Rows.Lines none -> {}
            case Rows.None undecodable -> {
                letters.add(message, undecodable.reason());
                books.lettered();
            }
        }
        acknowledge(headers);
        return null;
    }

    private static void acknowledge(MessageHeaders headers) {
        SimpleAcknowledgment ack =
                headers.get(IntegrationMessageHeaderAccessor.ACKNOWLEDGMENT_CALLBACK, SimpleAcknowledgment.class);
        if (ack != null) {
            ack.acknowledge();
        }
    }
}

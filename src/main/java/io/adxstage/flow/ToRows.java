package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import io.adxstage.mqtt.Burst;
import io.adxstage.mqtt.Received;
import io.adxstage.spool.Mark;
import io.adxstage.spool.Redeliveries;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.acks.SimpleAcknowledgment;

/**
 * Turns messages into rows, in portions that fit into the open batch; keeps as a dead letter what cannot be turned. What
 * becomes no row is done with here, and acknowledged when it is safe.
 */
final class ToRows {

    /** Bytes that a portion may take before it is handed on. */
    private static final int MOST_BYTES = 1024 * 1024;

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
        return new Portions(burst);
    }

    private final class Portions implements Iterator<Portion> {
        private final Burst burst;
        private @Nullable Portion next;
        private @Nullable RuntimeException failure;

        Portions(Burst burst) {
            this.burst = burst;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = collect();
            }
            return next != null;
        }

        @Override
        public Portion next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Portion portion = next;
            next = null;
            return portion;
        }

        /** The rows of the next messages; absent where no message is left that becomes rows. */
        private @Nullable Portion collect() {
            if (failure != null) {
                throw failure;
            }
            Collection collection = new Collection(burst);
            try {
                for (Received received = burst.next(); received != null; received = burst.next()) {
                    if (collection.add(received)) {
                        break;
                    }
                }
            } catch (RuntimeException notTaken) {
                if (collection.isEmpty()) {
                    throw notTaken;
                }
                // What came before it is good.
                failure = notTaken;
            }
            return collection.isEmpty() ? null : collection.portion();
        }
    }

    /** What becomes a portion. */
    private final class Collection {
        private final Burst burst;
        private final int from;
        private final List<byte[]> lines = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private final List<SimpleAcknowledgment> acknowledgments = new ArrayList<>();
        private OpenBatches.Room room = OpenBatches.Room.NONE;
        private int to;
        private int rows;
        private long bytes;

        Collection(Burst burst) {
            this.burst = burst;
            this.from = burst.position();
            this.to = from;
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        /** Takes a message up, and answers whether there is no room for another. */
        boolean add(Received received) {
            Mark mark = Portion.mark(received.message());
            if (redelivered.isStored(received, mark)) {
                done();
                return false;
            }
            switch (projection.rows(received.message())) {
                case Rows.Lines some
                when some.count() > 0 -> {
                    if (isEmpty()) {
                        openBatches.awaitRoom();
                        room = openBatches.room();
                    }
                    lines.add(some.bytes());
                    rows += some.count();
                    bytes += some.bytes().length;
                    if (mark != null) {
                        marks.add(mark);
                    }
                    acknowledgments.add(received.acknowledgment());
                    to = burst.position();
                    return rows >= room.rows() || bytes >= Math.min(room.bytes(), MOST_BYTES);
                }
                case Rows.Lines none -> {
                    if (mark != null) {
                        redeliveries.passed(mark);
                    }
                    openBatches.whenDurable(received.acknowledgment()::acknowledge);
                }
                case Rows.None undecodable ->
                    letter(received.message(), undecodable.reason(), mark, received.acknowledgment());
            }
            done();
            return false;
        }

        private void done() {
            burst.taken(burst.position() - 1, burst.position());
        }

        Portion portion() {
            return new Portion(lines, rows, marks, () -> burst.taken(from, to), this::durable);
        }

        private void durable() {
            books.collected(rows);
            for (SimpleAcknowledgment acknowledgment : acknowledgments) {
                acknowledgment.acknowledge();
            }
        }
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

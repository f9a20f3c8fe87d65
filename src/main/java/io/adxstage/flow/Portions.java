package io.adxstage.flow;

import io.adxstage.message.Rows;
import io.adxstage.mqtt.Burst;
import io.adxstage.mqtt.Received;
import io.adxstage.spool.Mark;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.acks.SimpleAcknowledgment;

/** The rows of a burst, in portions that fit into the open batch. A portion is made when it is asked for. */
final class Portions implements Iterator<Portion> {

    /** Bytes that a portion may take before it is handed on. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Burst burst;
    private final ToRows toRows;
    private final OpenBatches openBatches;
    private final Books books;
    private @Nullable Portion next;
    private @Nullable RuntimeException failure;

    Portions(Burst burst, ToRows toRows, OpenBatches openBatches, Books books) {
        this.burst = burst;
        this.toRows = toRows;
        this.openBatches = openBatches;
        this.books = books;
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
        Collected collected = new Collected(burst.position());
        try {
            for (Received received = burst.next(); received != null; received = burst.next()) {
                if (take(received, collected)) {
                    break;
                }
            }
        } catch (RuntimeException notTaken) {
            if (collected.lines.isEmpty()) {
                throw notTaken;
            }
            // What came before it is good.
            failure = notTaken;
        }
        return collected.lines.isEmpty() ? null : portion(collected);
    }

    /** Answers whether there is no room for another. */
    private boolean take(Received received, Collected collected) {
        Mark mark = Portion.mark(received.message());
        Rows.Lines some = toRows.rowsOrDeadLetter(received, mark);
        if (some == null) {
            burst.taken(burst.position() - 1, burst.position());
            return false;
        }
        if (collected.lines.isEmpty()) {
            openBatches.awaitRoom();
            collected.room = openBatches.room();
        }
        collected.lines.add(some.bytes());
        collected.rows += some.count();
        collected.bytes += some.bytes().length;
        if (mark != null) {
            collected.marks.add(mark);
        }
        collected.acknowledgments.add(received.acknowledgment());
        collected.to = burst.position();
        return collected.rows >= collected.room.rows()
                || collected.bytes >= Math.min(collected.room.bytes(), MOST_BYTES);
    }

    private Portion portion(Collected of) {
        return new Portion(of.lines, of.rows, of.marks, () -> burst.taken(of.from, of.to), () -> {
            books.collected(of.rows);
            of.acknowledgments.forEach(SimpleAcknowledgment::acknowledge);
        });
    }

    /** What becomes a portion, of the messages between two places of the burst. */
    private static final class Collected {
        private final int from;
        private final List<byte[]> lines = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private final List<SimpleAcknowledgment> acknowledgments = new ArrayList<>();
        private OpenBatches.Room room = OpenBatches.Room.NONE;
        private int to;
        private int rows;
        private long bytes;

        Collected(int from) {
            this.from = from;
            this.to = from;
        }
    }
}

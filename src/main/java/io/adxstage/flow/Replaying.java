package io.adxstage.flow;

import io.adxstage.letters.Kept;
import io.adxstage.letters.Letter;
import io.adxstage.letters.LetterBox;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import io.adxstage.spool.Mark;
import io.adxstage.spool.Redeliveries;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;

/**
 * Takes dead letters through the stage as it is now, some at a time: each becomes rows, or a dead letter with today's
 * reason at the end of the box. The old ones go when all that came of them is on disk.
 */
final class Replaying {

    private static final Logger log = LoggerFactory.getLogger(Replaying.class);

    /** Letters that are under way at a time, and so the most that a crash leaves to be told from their marks. */
    static final int CHUNK = 200;

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Projection projection;
    private final LetterBox letters;
    private final Redeliveries redeliveries;
    private final OpenBatches openBatches;
    private final MessageChannel rows;
    private final Books books;
    private final Duration patience;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** @param patience how long the disk may take for some letters, before a replay is given up for now */
    Replaying(
            Projection projection,
            LetterBox letters,
            Redeliveries redeliveries,
            OpenBatches openBatches,
            MessageChannel rows,
            Books books,
            Duration patience) {
        this.projection = projection;
        this.letters = letters;
        this.redeliveries = redeliveries;
        this.openBatches = openBatches;
        this.rows = rows;
        this.books = books;
        this.patience = patience;
    }

    Replay run() {
        oneAtATime.lock();
        try {
            return all();
        } finally {
            oneAtATime.unlock();
        }
    }

    private Replay all() {
        List<Letter> newest =
                letters.page((int) Math.max(0, letters.count() - 1), 1).items();
        String end = newest.isEmpty() ? "" : newest.getLast().id();
        long replayed = 0;
        long kept = 0;
        while (true) {
            // Nobody may delete letters meanwhile: they would count as dropped, and as rows as well.
            books.lettersMoving().lock();
            try {
                // Not those that this replay keeps anew. Ids grow, and are of one length.
                List<Kept> some = letters.oldest(CHUNK).stream()
                        .filter(letter -> letter.id().compareTo(end) <= 0)
                        .toList();
                if (some.isEmpty()) {
                    return new Replay.Replayed(replayed, kept);
                }
                switch (replay(some)) {
                    case Replay.Replayed(long more, long stay) -> {
                        replayed += more;
                        kept += stay;
                    }
                    case Replay.NotNow notNow -> {
                        return notNow;
                    }
                }
            } finally {
                books.lettersMoving().unlock();
            }
        }
    }

    private Replay replay(List<Kept> some) {
        long replayed = 0;
        Phaser underWay = new Phaser(1);
        for (Kept letter : some) {
            underWay.register();
            switch (replay(letter, underWay)) {
                case ROWS -> replayed++;
                case LETTER -> log.debug("Dead letter {} stays one", letter.id());
                case NO_ROOM -> {
                    return full();
                }
            }
        }
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notInTime) {
            return full();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Replay.NotNow("The stage stops.");
        }
        letters.removeThrough(some.getLast().id());
        return new Replay.Replayed(replayed, some.size() - replayed);
    }

    private Replay full() {
        return new Replay.NotNow("The disk takes no rows at present: " + openBatches.trouble()
                + ". What was replayed so far is not replayed again; try the others when there is room.");
    }

    /** What came of a letter. */
    private enum Outcome {
        ROWS,
        LETTER,
        NO_ROOM
    }

    private Outcome replay(Kept letter, Phaser underWay) {
        Mark mark = Portion.mark(letter);
        if (redeliveries.hold(mark)) {
            // An earlier replay came to its rows, but not to its end. They may wait for the disk to this day.
            openBatches.whenDurable(underWay::arriveAndDeregister);
            return Outcome.ROWS;
        }
        switch (projection.rows(letter.message())) {
            case Rows.None undecodable -> {
                letters.add(letter.message(), undecodable.reason(), () -> {
                    redeliveries.settled(mark);
                    underWay.arriveAndDeregister();
                });
                return Outcome.LETTER;
            }
            case Rows.Lines lines
            when lines.count() == 0 -> {
                redeliveries.settled(mark);
                books.replayed(0);
                underWay.arriveAndDeregister();
            }
            case Rows.Lines lines -> {
                if (!openBatches.awaitRoom(patience)) {
                    return Outcome.NO_ROOM;
                }
                // They are not received again, as rows from the broker are.
                rows.send(new GenericMessage<>(
                        new Portion(List.of(lines.bytes()), lines.count(), List.of(mark), () -> {}, () -> {
                            books.replayed(lines.count());
                            underWay.arriveAndDeregister();
                        })));
            }
        }
        return Outcome.ROWS;
    }
}

package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;

/** A sending by streaming: the batch file is the body of one request, and the answer says whether the rows are there. */
final class StreamAttempt extends Sending {

    private final Destination destination;
    private final StreamEndpoint engine;
    private final StreamReason reason;
    private final Duration patience;

    /** @param patience for the answer */
    StreamAttempt(
            SealedBatch batch, Destination destination, StreamEndpoint engine, StreamReason reason, Duration patience) {
        super(batch);
        this.destination = destination;
        this.engine = engine;
        this.reason = reason;
        this.patience = patience;
    }

    @Override
    String tooLong(Step reached) {
        return reason.tooLong(reached);
    }

    @Override
    Delivery deliver() {
        enter(Step.CONNECTING);
        try (InputStream rows = new Body(Files.newInputStream(batch.file()))) {
            engine.stream(destination, StreamMapping.of(destination.columns()).name(), rows, patience);
            return new Delivery.Accepted(true);
        } catch (NoSuchFileException gone) {
            return gone(batch);
        } catch (IOException unreadable) {
            return new Delivery.TryAgain("The batch file cannot be read: " + unreadable.getMessage(), false);
        } catch (RuntimeException failed) {
            checkAbandoned();
            return notTaken(failed);
        }
    }

    private Delivery notTaken(RuntimeException failed) {
        Optional<Integer> status = Reason.status(failed);
        Trouble trouble = inStreaming(Trouble.of(failed), failed);
        if (trouble == Trouble.OTHER && status.filter(code -> code == 400).isPresent()) {
            return new Delivery.Refused(reason.refused(failed));
        }
        boolean unknown = reached().mayHaveArrived()
                && trouble != Trouble.THROTTLED
                && status.map(code -> code >= 500 && code != 503).orElseGet(() -> Failure.mayHaveArrived(failed));
        return new Delivery.TryAgain(reason.notTaken(trouble, failed, batch, destination), unknown, trouble);
    }

    /** What a cluster without streaming answers is 404; a mapping that is missing may be told like any entity. */
    private static Trouble inStreaming(Trouble trouble, RuntimeException failed) {
        return switch (trouble) {
            case NO_SERVICE -> Trouble.STREAMING_OFF;
            case NO_ENTITY ->
                Failure.describe(failed).contains(StreamMapping.PREFIX) ? Trouble.NO_MAPPING : Trouble.NO_ENTITY;
            default -> trouble;
        };
    }

    /** From its first byte on the cluster may have the batch; an attempt that was given up before sends none. */
    private final class Body extends FilterInputStream {

        private boolean begun;

        Body(InputStream file) {
            super(file);
        }

        private void begin() throws IOException {
            if (!begun) {
                begun = true;
                try {
                    enter(Step.STREAMING);
                } catch (Abandoned givenUp) {
                    throw new IOException("The attempt was given up.", givenUp);
                }
            }
        }

        @Override
        public int read() throws IOException {
            begin();
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            begin();
            return super.read(into, offset, length);
        }
    }
}

package io.adxstage.bench;

import java.io.IOException;

/** A program that takes messages from a topic, in a process of its own. */
interface Contestant extends AutoCloseable {

    String name();

    /** What to publish to. */
    String topic();

    /** Starts it and returns when it is subscribed. */
    void start() throws Exception;

    ProcessHandle process();

    /** Messages received since the start; of those that make them durable: on disk. */
    default long received() throws IOException {
        return done();
    }

    /** Messages done with since the start. */
    long done() throws IOException;

    @Override
    void close() throws Exception;
}

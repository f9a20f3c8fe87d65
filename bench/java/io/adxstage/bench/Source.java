package io.adxstage.bench;

import java.io.IOException;

/** Where messages come from: what a contestant connects to. */
interface Source extends AutoCloseable {

    int port();

    /** Publishes {@link Sample} messages and returns when they were handed over. */
    void publish(String topic, int qos, int count) throws IOException;

    @Override
    void close() throws Exception;
}

package io.adxstage.bench;

import io.adxstage.testing.Flood;
import io.adxstage.testing.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;

/** Mosquitto, with a program that publishes to it. */
final class Broker implements Source {

    private final Mosquitto mosquitto;

    /** @param window messages that a subscriber may have unacknowledged; Mosquitto's default is 20 */
    Broker(Path folder, int window) throws IOException {
        mosquitto = Mosquitto.start(
                folder,
                "allow_anonymous true",
                "max_queued_messages 0",
                "set_tcp_nodelay true",
                "max_inflight_messages " + window,
                "autosave_interval 1800");
    }

    @Override
    public int port() {
        return mosquitto.port();
    }

    @Override
    public void publish(String topic, int qos, int count) throws IOException {
        Flood.publish(port(), n -> topic, qos, count, Sample::payload);
    }

    /** The same number by turns to topics with this beginning and the numbers from 0 behind it. */
    void publish(String topicsBeginning, int topics, int qos, int count) throws IOException {
        Flood.publish(port(), n -> topicsBeginning + n % topics, qos, count, Sample::payload);
    }

    @Override
    public void close() throws InterruptedException {
        mosquitto.close();
    }
}

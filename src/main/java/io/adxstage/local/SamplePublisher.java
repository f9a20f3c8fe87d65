package io.adxstage.local;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Publishes what three ovens measure, one message after the other, as long as the application runs. */
final class SamplePublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SamplePublisher.class);
    private static final int AT_LEAST_ONCE = 1;

    private final int port;
    private final Duration every;
    private final List<OvenTelemetry> ovens = IntStream.rangeClosed(1, 3)
            .mapToObj(oven -> new OvenTelemetry(oven, RandomGenerator.getDefault(), Clock.systemUTC()))
            .toList();
    private @Nullable ScheduledExecutorService clock;
    private @Nullable MqttClient client;
    private boolean complained;
    private int turn;

    /** @param every zero: never */
    SamplePublisher(int port, Duration every) {
        this.port = port;
        this.every = every;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (every.isZero() || clock != null) {
            return;
        }
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sample-publisher").factory());
        // Nobody waits for it: a message that cannot be sent is made up for by the next one.
        var unused = clock.scheduleWithFixedDelay(this::publish, 0, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void publish() {
        try {
            OvenTelemetry oven = ovens.get(turn++ % ovens.size());
            byte[] payload = oven.next().toString().getBytes(StandardCharsets.UTF_8);
            connected().publish(oven.topic(), payload, AT_LEAST_ONCE, false);
            complained = false;
        } catch (MqttException notNow) {
            if (!complained) {
                log.info(
                        "The sample publisher cannot reach a broker at localhost:{} ({}); it goes on trying.",
                        port,
                        notNow.getMessage());
                complained = true;
            }
        } catch (RuntimeException unexpected) {
            log.warn("The sample publisher could not publish and goes on.", unexpected);
        }
    }

    /** Connects anew at need, so that a broker may come later or be restarted. */
    private MqttClient connected() throws MqttException {
        if (client == null) {
            client = new MqttClient("tcp://localhost:" + port, "adx-stage-sample", new MemoryPersistence());
            client.setTimeToWait(5_000);
        }
        if (!client.isConnected()) {
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setConnectionTimeout(5);
            client.connect(options);
        }
        return client;
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.close();
        }
        if (client != null) {
            try {
                client.disconnectForcibly(0, 1_000, false);
                client.close();
            } catch (MqttException alreadyGone) {
                log.debug("The sample publisher was disconnected already.", alreadyGone);
            }
        }
    }
}

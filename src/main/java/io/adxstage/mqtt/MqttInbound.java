package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.acks.SimpleAcknowledgment;
import org.springframework.integration.mqtt.inbound.AbstractMqttMessageDrivenChannelAdapter;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * The inbound endpoint of a stage: keeps a connection to the broker for as long as it runs, in MQTT 5, or in 3.1.1 with
 * a broker that refuses 5. Each message is sent on with an acknowledgment that the flow gives when the message is safe.
 *
 * <p>Spring Integration's own Paho adapters would do but for four things that lose or double rows unseen; see
 * docs/decisions/0003.
 */
public final class MqttInbound extends AbstractMqttMessageDrivenChannelAdapter<MqttConnection, Input> {

    private static final Logger log = LoggerFactory.getLogger(MqttInbound.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConnectionPlan plan;
    private final SessionMemory memory;
    private final Watcher watcher;

    private volatile @Nullable Thread keeper;
    private volatile boolean version5 = true;

    /** Who wants to know how the connection is. */
    public interface Watcher {
        /**
         * A connection stands. Told before its first message.
         *
         * @param sessionPresent whether the broker still had the session: then what it sends may be sent again
         */
        void connected(boolean sessionPresent);

        /** The broker confirmed the subscriptions. */
        void subscribed();

        /** There is no connection; another attempt follows by itself. */
        void failed(BrokerProblem why);

        /** A message of QoS 0 could not be taken: nobody sends it again. */
        void lost();
    }

    MqttInbound(ConnectionPlan plan, SessionMemory memory, Watcher watcher) {
        super(plan.serverUri(), plan.clientId(), plan.input().topics().toArray(String[]::new));
        this.plan = plan;
        this.memory = memory;
        this.watcher = watcher;
        setManualAcks(true);
    }

    @Override
    public void connectComplete(boolean isReconnect) {
        // Told to users of a shared client manager; this endpoint has its own connection.
    }

    @Override
    protected void doStart() {
        Thread thread = Thread.ofVirtual().name("mqtt-" + plan.clientId()).unstarted(this::keepConnected);
        keeper = thread;
        thread.start();
    }

    @Override
    protected void doStop() {
        Thread running = keeper;
        keeper = null;
        if (running != null) {
            running.interrupt();
            try {
                // Where the disk takes no rows, a message waits inside the client, and the client for the message.
                if (!running.join(PATIENCE)) {
                    log.warn("The connection to {} did not end in time and is left behind", plan.serverUri());
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void keepConnected() {
        int failures = 0;
        while (keeper == Thread.currentThread()) {
            CompletableFuture<BrokerProblem> lost = new CompletableFuture<>();
            MqttConnection connection = null;
            try {
                connection = connection(plan, new Inlet(lost));
                boolean resumed = connection.connect();
                subscribe(connection, resumed);
                failures = 0;
                log.info(
                        "Connected to {} as {} in MQTT {}{}",
                        plan.serverUri(),
                        plan.clientId(),
                        version5 ? "5" : "3.1.1",
                        resumed ? ", session resumed" : "");
                watcher.subscribed();
                throw lost.get().whileConnected();
            } catch (BrokerProblem problem) {
                boolean tryOtherVersionNow =
                        failures == 0 && problem.kind() == BrokerProblem.Kind.PROTOCOL_VERSION && version5;
                if (problem.kind() == BrokerProblem.Kind.PROTOCOL_VERSION) {
                    version5 = !version5;
                }
                failures++;
                if (!tryOtherVersionNow) {
                    log.warn("{}", problem.getMessage());
                    watcher.failed(problem);
                    pause(failures);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | RuntimeException unexpected) {
                log.error("The connection to {} failed", plan.serverUri(), unexpected);
                watcher.failed(new BrokerProblem(
                        BrokerProblem.Kind.PASSING, "The connection failed unexpectedly; the log tells more."));
                failures++;
                pause(failures);
            } finally {
                if (connection != null) {
                    // A pending interrupt would keep the farewell from being sent.
                    boolean interrupted = Thread.interrupted();
                    connection.disconnect();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }
    }

    private MqttConnection connection(ConnectionPlan to, MqttConnection.Listener listener) throws BrokerProblem {
        return version5 ? new Mqtt5Connection(to, listener) : new Mqtt3Connection(to, listener);
    }

    /** Asks for what the session lacks, and gives up what it has too much. */
    private void subscribe(MqttConnection connection, boolean resumed) throws BrokerProblem {
        SessionMemory.Session before = memory.recall();
        SessionMemory.Session wanted = SessionMemory.Session.of(plan);
        boolean known = resumed && before.isOf(plan);
        if (known) {
            TreeSet<String> old = new TreeSet<>(before.filters());
            old.removeAll(wanted.filters());
            if (!old.isEmpty()) {
                connection.unsubscribe(old);
            }
        }
        TreeSet<String> lacking = new TreeSet<>(wanted.filters());
        boolean askedForRepeats = plan.input().retained() == Input.Retained.ALWAYS;
        if (known && before.qos() == wanted.qos() && connection.repeatsRetained() && !askedForRepeats) {
            lacking.removeAll(before.filters());
        }
        if (!lacking.isEmpty()) {
            connection.subscribe(lacking);
        }
        memory.remember(wanted);
    }

    /** Doubles from a second to the longest pause, with jitter of a quarter. */
    private void pause(int failures) {
        long most = plan.settings().maxReconnectDelay().toMillis();
        long delay = Math.min(most, 1000L << Math.min(failures - 1, 20));
        try {
            Thread.sleep(Duration.ofMillis(delay - ThreadLocalRandom.current().nextLong(delay / 4 + 1)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the broker's session, so that it stops collecting for us. To be called when stopped; never fails. */
    public void endSession() {
        MqttConnection connection = null;
        try {
            connection = connection(plan.endingTheSession(), new Inlet(new CompletableFuture<>()));
            connection.connect();
            memory.forget();
        } catch (BrokerProblem unreachable) {
            log.warn(
                    "The broker keeps the session of {} until it expires: {}",
                    plan.clientId(),
                    unreachable.getMessage());
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    /** Where a connection's messages enter the flow. */
    private final class Inlet implements MqttConnection.Listener {
        private final CompletableFuture<BrokerProblem> lost;

        Inlet(CompletableFuture<BrokerProblem> lost) {
            this.lost = lost;
        }

        @Override
        public void received(ApplicationMessage message, boolean duplicate, SimpleAcknowledgment acknowledgment) {
            try {
                sendMessage(new GenericMessage<>(
                        message,
                        Map.of(
                                IntegrationMessageHeaderAccessor.ACKNOWLEDGMENT_CALLBACK,
                                acknowledgment,
                                MqttHeaders.DUPLICATE,
                                duplicate)));
            } catch (RuntimeException notTaken) {
                // Not acknowledged, and a broker resends only on a new connection.
                log.error("A message on {} could not be taken; connecting anew", message.topic(), notTaken);
                lost.complete(new BrokerProblem(
                        BrokerProblem.Kind.PASSING, "A message could not be taken; the log tells more."));
            }
        }

        @Override
        public void lost(BrokerProblem why) {
            lost.complete(why);
        }
    }
}

package io.adxstage.mqtt;

import io.adxstage.stage.Input;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.mqtt.inbound.AbstractMqttMessageDrivenChannelAdapter;
import org.springframework.messaging.support.GenericMessage;

/**
 * The inbound endpoint of a stage: keeps a connection to the broker for as long as it runs, in the version of MQTT that
 * {@link VersionChoice} picks. Messages are sent on as {@link Burst}s, each with an acknowledgment that the flow gives when the
 * message is safe.
 *
 * <p>Spring Integration's own adapters on the Paho client would lose or double rows unseen; see docs/decisions/0003.
 */
public final class MqttInbound extends AbstractMqttMessageDrivenChannelAdapter<MqttConnection, Input> {

    private static final Logger log = LoggerFactory.getLogger(MqttInbound.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * A connection that stood this long ended for a new reason. One that did not makes the next pause longer, so that two
     * clients of one client id do not fight at full speed.
     */
    private static final Duration LASTING = Duration.ofSeconds(30);

    private final ConnectionPlan plan;
    private final SessionMemory memory;
    private final Subscriptions subscriptions;
    private final Watcher watcher;

    private volatile @Nullable Thread keeper;
    private final Transport transport;
    private final VersionChoice versions = new VersionChoice();

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

        /**
         * What the broker grants less of than the stage asks for: told before {@link #subscribed}, nothing where all is
         * granted.
         *
         * @param sentences each with what would mend it
         */
        default void granted(List<String> sentences) {}

        /** There is no connection; another attempt follows by itself. */
        void failed(BrokerProblem why);

        /** A message of QoS 0 could not be taken: nobody sends it again. */
        void lost();
    }

    MqttInbound(ConnectionPlan plan, SessionMemory memory, Watcher watcher, Transport transport) {
        super(plan.serverUri(), plan.clientId(), plan.input().topics().toArray(String[]::new));
        this.plan = plan;
        this.memory = memory;
        this.subscriptions = new Subscriptions(plan, memory);
        this.watcher = watcher;
        this.transport = transport;
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
        int cutOffs = 0;
        while (keeper == Thread.currentThread()) {
            CompletableFuture<BrokerProblem> lost = new CompletableFuture<>();
            MqttVersion version = versions.next();
            MqttConnection connection = new MqttConnection(plan, version, transport, new Inlet(lost));
            long begun = System.nanoTime();
            try {
                hold(connection, version, lost);
            } catch (BrokerProblem problem) {
                boolean lasted = System.nanoTime() - begun > LASTING.toNanos();
                failures = lasted ? 1 : failures + 1;
                cutOffs = lasted || problem.kind() != BrokerProblem.Kind.CUT_OFF ? 0 : cutOffs + 1;
                versions.failed(version, problem);
                boolean tryOlderNow =
                        version == MqttVersion.MQTT_5 && problem.kind() == BrokerProblem.Kind.PROTOCOL_VERSION;
                if (!tryOlderNow) {
                    BrokerProblem said = cutOffs > 1 ? Problems.cutOffAgain(plan) : problem;
                    log.warn("{}", said.getMessage());
                    watcher.failed(said);
                }
                connection.disconnect(false);
                if (!tryOlderNow) {
                    pause(failures);
                }
            } catch (InterruptedException stop) {
                connection.disconnect(true);
                return;
            } catch (ExecutionException | RuntimeException | Error unexpected) {
                // An Error too: without this thread the stage would stand still and nobody would hear of it.
                log.error("The connection to {} failed", plan.serverUri(), unexpected);
                watcher.failed(new BrokerProblem(
                        BrokerProblem.Kind.PASSING, "The connection failed unexpectedly; the log tells more."));
                connection.disconnect(false);
                pause(++failures);
            }
        }
    }

    /** Connects, subscribes and waits for the end, which always is an exception. */
    private void hold(MqttConnection connection, MqttVersion version, CompletableFuture<BrokerProblem> lost)
            throws BrokerProblem, InterruptedException, ExecutionException {
        boolean resumed = connection.connect();
        versions.stood();
        watcher.connected(resumed);
        connection.receive();
        try {
            subscriptions.bringInLine(connection, resumed);
        } catch (BrokerProblem problem) {
            throw problem.whileConnected();
        }
        log.info(
                "Connected to {} as {} in MQTT {}{}",
                plan.serverUri(),
                plan.clientId(),
                version == MqttVersion.MQTT_5 ? "5" : "3.1.1",
                resumed ? ", session resumed" : "");
        watcher.granted(connection.less());
        watcher.subscribed();
        throw lost.get().whileConnected();
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

    /** Whether the broker may hold a session of this endpoint, as far as was remembered. */
    boolean mayHaveSession() {
        return memory.recall().isOf(plan);
    }

    /** Ends the broker's session, so that it stops collecting for us. To be called when stopped; never fails. */
    public void endSession() {
        MqttVersion version = versions.next();
        try {
            try {
                connectOnce(plan.endingTheSession(), version);
            } catch (BrokerProblem problem) {
                switch (problem.kind()) {
                    case PROTOCOL_VERSION, BROKEN -> connectOnce(plan.endingTheSession(), VersionChoice.other(version));
                    default -> throw problem;
                }
            }
            if (mayHaveSession()) {
                memory.forget();
            }
        } catch (BrokerProblem unreachable) {
            log.warn(
                    "The broker keeps the session of {} until it expires: {}",
                    plan.clientId(),
                    unreachable.getMessage());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectOnce(ConnectionPlan to, MqttVersion version) throws BrokerProblem, InterruptedException {
        MqttConnection connection = new MqttConnection(to, version, transport, new Inlet(new CompletableFuture<>()));
        try {
            connection.connect();
        } finally {
            connection.disconnect(false);
        }
    }

    /** Where a connection's messages enter the flow. */
    private final class Inlet implements MqttConnection.Listener {
        private final CompletableFuture<BrokerProblem> lost;

        Inlet(CompletableFuture<BrokerProblem> lost) {
            this.lost = lost;
        }

        @Override
        public void received(List<Received> messages) {
            Burst burst = new Burst(messages, lost::isDone);
            for (int left = burst.left(); left > 0; left = burst.left()) {
                burst.rewind();
                try {
                    sendMessage(new GenericMessage<>(burst));
                    return;
                } catch (RuntimeException failed) {
                    if (burst.left() < left) {
                        log.warn(
                                "Messages from {} were taken, and something behind them failed",
                                plan.serverUri(),
                                failed);
                    } else {
                        notTaken(burst.drop(), failed);
                    }
                }
            }
        }

        private void notTaken(@Nullable Received message, RuntimeException why) {
            if (message == null) {
                return;
            }
            String topic = message.message().topic();
            if (message.comesAgain()) {
                // Not acknowledged, and a broker resends only on a new connection.
                log.error("A message on {} could not be taken; connecting anew", topic, why);
                lost.complete(new BrokerProblem(
                        BrokerProblem.Kind.PASSING, "A message could not be taken; the log tells more."));
            } else {
                log.error("A message of QoS 0 on {} could not be taken and is lost", topic, why);
                watcher.lost();
            }
        }

        @Override
        public void lost(BrokerProblem why) {
            lost.complete(why);
        }
    }
}

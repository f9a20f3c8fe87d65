package io.adxstage.mqtt;

import io.adxstage.stage.Input;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, in one version of the protocol. Used once: connected, received from, subscribed,
 * disconnected. Its methods wait; they are for the thread of {@link MqttInbound} that keeps the connection. Messages are
 * handed on by a thread of its own, one after the other.
 */
final class MqttConnection implements PacketHandler.Ear {

    private static final Logger log = LoggerFactory.getLogger(MqttConnection.class);

    /** How long an orderly farewell may take. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ConnectionPlan plan;
    private final MqttVersion version;
    private final Packets packets;
    private final Transport transport;
    private final Listener listener;
    private final Inflow inflow;

    private final CompletableFuture<MqttConnAckMessage> welcome = new CompletableFuture<>();
    private final CompletableFuture<BrokerProblem> end = new CompletableFuture<>();
    private volatile CompletableFuture<MqttMessage> answer = new CompletableFuture<>();
    private volatile @Nullable Channel channel;
    private @Nullable Acknowledgments acknowledgments;
    private @Nullable Thread consumer;
    private int lastPacketId;

    /** By filter: what the broker grants less of than it was asked for, in a sentence. */
    private final Map<String, String> less = new TreeMap<>();

    /** What a connection tells. */
    interface Listener {

        /**
         * Told by one thread, in order. After the end of the connection as well: then what the broker sends again is not to
         * be taken, it would be doubled.
         */
        void received(List<Received> messages);

        void lost(BrokerProblem why);
    }

    MqttConnection(ConnectionPlan plan, MqttVersion version, Transport transport, Listener listener) {
        this.plan = plan;
        this.version = version;
        this.packets = new Packets(plan, version);
        this.transport = transport;
        this.listener = listener;
        this.inflow = new Inflow(plan.settings().receiveMaximum(), this::reading);
    }

    private void reading(boolean open) {
        Channel at = channel;
        if (at != null) {
            at.config().setAutoRead(open);
        }
    }

    /** Connects and answers whether the broker still has the session. Messages wait until {@link #receive()}. */
    boolean connect() throws BrokerProblem, InterruptedException {
        Deadline deadline = Deadline.in(plan.settings().connectTimeout());
        try {
            Channel open = transport.open(plan, deadline);
            channel = open;
            Acknowledgments answers = new Acknowledgments(open);
            acknowledgments = answers;
            KeepAlive keepAlive = new KeepAlive(inflow::isFull, this::fellSilent);
            if (version == MqttVersion.MQTT_5) {
                open.pipeline().addLast(new OldRefusal(plan));
            }
            open.pipeline()
                    .addLast(
                            new MqttDecoder(plan.settings().maxMessageBytes()),
                            MqttEncoder.INSTANCE,
                            keepAlive,
                            new PacketHandler(packets, inflow, answers, this));
            say(open, packets.connect());
            MqttConnAckMessage answer = Transport.await(welcome, deadline);
            int code = answer.variableHeader().connectReturnCode().byteValue() & 0xff;
            if (code != 0) {
                throw Problems.ofCode(plan, code, answer.variableHeader().properties());
            }
            open.eventLoop().execute(() -> keepAlive.start(agreed(answer)));
            return answer.variableHeader().isSessionPresent();
        } catch (TimeoutException slow) {
            throw Problems.of(plan, slow);
        } catch (ExecutionException failed) {
            throw Problems.beforeTheAnswer(plan, Problems.of(plan, failed.getCause()));
        }
    }

    /** A broker of MQTT 5 may set another time (section 3.2.2.3.14). */
    private Duration agreed(MqttConnAckMessage answer) {
        Integer theirs =
                Packets.value(answer.variableHeader().properties(), MqttProperties.SERVER_KEEP_ALIVE, Integer.class);
        return theirs == null ? plan.settings().keepAlive() : Duration.ofSeconds(theirs);
    }

    private static void say(Channel to, MqttMessage packet) {
        to.writeAndFlush(packet).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Lets the messages in. */
    void receive() {
        consumer = Thread.ofVirtual().name("mqtt-in-" + plan.clientId()).start(this::consume);
    }

    private void consume() {
        try {
            for (List<Received> taken = inflow.take(); taken != null; taken = inflow.take()) {
                listener.received(taken);
            }
        } catch (Throwable unexpected) {
            log.error("Messages from {} are no longer taken", plan.serverUri(), unexpected);
            over(new BrokerProblem(BrokerProblem.Kind.PASSING, "A message could not be taken; the log tells more."));
        }
    }

    /**
     * Subscribes and waits for the broker's answer.
     *
     * @throws BrokerProblem also where the broker refuses one of the filters, or does not answer for each of them
     */
    void subscribe(Collection<String> filters) throws BrokerProblem, InterruptedException {
        List<String> asked = List.copyOf(filters);
        List<Integer> codes = answerTo(ask(id -> packets.subscribe(id, asked)), MqttSubAckMessage.class, "SUBSCRIBE")
                .payload()
                .reasonCodes();
        // Section 3.9.3: a code for each filter. Without one, nobody knows whether its messages come.
        if (codes.size() != asked.size()) {
            throw Problems.wrongAnswer(
                    plan, "a SUBSCRIBE of " + asked.size() + " filters with " + codes.size() + " codes");
        }
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) >= 0x80) {
                throw Problems.subscriptionRefused(plan, asked.get(i), codes.get(i));
            }
            if (codes.get(i) < plan.input().qos()) {
                less.put(asked.get(i), Problems.lessQos(plan, asked.get(i), codes.get(i)));
                log.warn("{}", less.get(asked.get(i)));
            }
        }
    }

    private <T extends MqttMessage> T answerTo(MqttMessage packet, Class<T> expected, String question)
            throws BrokerProblem {
        if (!expected.isInstance(packet) || Packets.id(packet) != lastPacketId) {
            throw Problems.wrongAnswer(plan, "a " + question + " with another packet");
        }
        return expected.cast(packet);
    }

    /** Gives subscriptions up and waits for the broker's answer; one that the broker keeps is only logged. */
    void unsubscribe(Collection<String> filters) throws BrokerProblem, InterruptedException {
        List<String> given = List.copyOf(filters);
        MqttUnsubAckMessage answered =
                answerTo(ask(id -> packets.unsubscribe(id, given)), MqttUnsubAckMessage.class, "UNSUBSCRIBE");
        if (answered.payload().unsubscribeReasonCodes().stream().anyMatch(code -> (code & 0xff) >= 0x80)) {
            log.warn("{} does not let go of one of the subscriptions {}", plan.serverUri(), given);
        }
    }

    private MqttMessage ask(IntFunction<MqttMessage> question) throws BrokerProblem, InterruptedException {
        Channel open = channel;
        if (open == null) {
            throw new IllegalStateException("Not connected");
        }
        CompletableFuture<MqttMessage> expected = new CompletableFuture<>();
        answer = expected;
        var unused = end.thenAccept(expected::completeExceptionally);
        say(open, question.apply(++lastPacketId));
        while (true) {
            try {
                return Transport.await(expected, Deadline.in(plan.settings().connectTimeout()));
            } catch (TimeoutException slow) {
                // Behind messages that nobody takes at present, the answer is not read either.
                if (!inflow.isFull()) {
                    throw Problems.of(plan, slow);
                }
            } catch (ExecutionException over) {
                throw Problems.of(plan, over.getCause());
            }
        }
    }

    /** What the broker said when it let us in: its limits, in MQTT 5. */
    MqttProperties terms() {
        return welcome.isDone() && !welcome.isCompletedExceptionally()
                ? welcome.join().variableHeader().properties()
                : MqttProperties.NO_PROPERTIES;
    }

    /** What the broker grants less of than it was asked for, in sentences; to be asked once subscribed. */
    List<String> less() {
        List<String> sentences = new ArrayList<>(less.values());
        // MQTT 5, section 3.2.2.3.2: four bytes without a sign, told where they are not those that were asked for.
        Integer told = Packets.value(terms(), MqttProperties.SESSION_EXPIRY_INTERVAL, Integer.class);
        Duration kept = told == null ? plan.sessionExpiry() : Duration.ofSeconds(Integer.toUnsignedLong(told));
        if (kept.compareTo(Duration.ofSeconds(plan.sessionExpiry().toSeconds())) < 0) {
            sentences.add(Problems.shorterSession(plan, kept));
        }
        return sentences;
    }

    /** Whether a repeated subscription to a filter brings its retained messages again, though nobody asked for them. */
    boolean repeatsRetained() {
        return version != MqttVersion.MQTT_5 || plan.input().retained() == Input.Retained.ALWAYS;
    }

    /**
     * Leaves; the session stays where it is to persist. Waits until the last message is handed on, so that nothing comes
     * from here any more. Never fails.
     *
     * @param orderly whether to wait a little until all that came is taken and acknowledged, so that nothing comes twice
     */
    void disconnect(boolean orderly) {
        Channel open = channel;
        if (open != null) {
            open.config().setAutoRead(false);
            inflow.end();
            if (orderly && open.isActive()) {
                finish(Deadline.in(FAREWELL));
            }
            over(new BrokerProblem(BrokerProblem.Kind.PASSING, "Disconnected."));
            leave(open);
        }
        Thread last = consumer;
        if (last != null) {
            joinInSpiteOfInterrupts(last);
        }
    }

    private void finish(Deadline deadline) {
        try {
            Thread last = consumer;
            Acknowledgments answers = acknowledgments;
            if (last != null && last.join(Duration.ofMillis(deadline.millisLeft())) && answers != null) {
                Transport.await(answers.whenNoneIsOutstanding(), deadline);
            }
        } catch (ExecutionException | TimeoutException later) {
            // They come again.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says goodbye and reads on until the broker hangs up: closed with unread bytes, a socket takes our last words back. */
    private void leave(Channel open) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        open.closeFuture().addListener(done -> closed.complete(null));
        if (open.isActive()) {
            say(open, MqttMessage.DISCONNECT);
            open.config().setAutoRead(true);
        } else {
            hangUp(open);
        }
        try {
            Transport.await(closed, Deadline.in(FAREWELL));
        } catch (ExecutionException | TimeoutException deaf) {
            hangUp(open);
        } catch (InterruptedException hurry) {
            hangUp(open);
            Thread.currentThread().interrupt();
        }
    }

    private static void joinInSpiteOfInterrupts(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hangUp(Channel open) {
        var unused = open.close();
    }

    private void fellSilent() {
        over(Problems.of(plan, new TimeoutException()));
        Channel open = channel;
        if (open != null) {
            hangUp(open);
        }
    }

    @Override
    public void connectAnswered(MqttConnAckMessage connack) {
        welcome.complete(connack);
    }

    @Override
    public void answered(MqttMessage packet) {
        answer.complete(packet);
    }

    @Override
    public void over(BrokerProblem why) {
        if (end.complete(why)) {
            welcome.completeExceptionally(why);
            listener.lost(why);
        }
    }
}

package io.adxstage.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.acks.SimpleAcknowledgment;

/**
 * Answers to the messages of one connection: PUBACK for QoS 1, PUBREC for QoS 2, in the order in which the messages came
 * (MQTT 5, section 4.6), however they are given. All that is given by the time the event loop turns to it goes out in one
 * write.
 */
final class Acknowledgments {

    private static final int ANSWER_BYTES = 4;

    private final Channel channel;
    private final Runnable write = this::write;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Of the event loop alone, as is {@code none}. */
    private final Queue<Receipt> outstanding = new ArrayDeque<>();

    private @Nullable CompletableFuture<Void> none;

    Acknowledgments(Channel channel) {
        this.channel = channel;
    }

    /** The acknowledgment of the message that just came. On the event loop. */
    SimpleAcknowledgment expect(int packetId, int qos) {
        Receipt receipt = new Receipt(packetId, qos);
        outstanding.add(receipt);
        return receipt;
    }

    /** Completes when every message so far is acknowledged, or the connection is gone. */
    CompletableFuture<Void> whenNoneIsOutstanding() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onEventLoop(() -> {
            none = done;
            write();
        });
        return done;
    }

    /** How many messages the broker waits for the answer to. On the event loop. */
    int unanswered() {
        return outstanding.size();
    }

    /** What is still outstanding is never answered. On the event loop. */
    void connectionGone() {
        write();
    }

    private final class Receipt implements SimpleAcknowledgment {
        private final int packetId;
        private final int qos;
        private volatile boolean given;

        Receipt(int packetId, int qos) {
            this.packetId = packetId;
            this.qos = qos;
        }

        @Override
        public void acknowledge() {
            given = true;
            if (scheduled.compareAndSet(false, true)) {
                onEventLoop(write);
            }
        }
    }

    private void onEventLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException shutDown) {
            // The connection is gone, and the broker sends again what it heard nothing about.
            scheduled.set(true);
        }
    }

    private void write() {
        scheduled.set(false);
        if (!channel.isActive()) {
            outstanding.clear();
        }
        Receipt next = outstanding.peek();
        if (next != null && next.given) {
            ByteBuf answers = channel.alloc().buffer(ANSWER_BYTES * Math.min(outstanding.size(), 1024));
            while (next != null && next.given) {
                answer(answers, next.qos == 1 ? MqttMessageType.PUBACK : MqttMessageType.PUBREC, next.packetId);
                outstanding.remove();
                next = outstanding.peek();
            }
            channel.writeAndFlush(answers).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
        if (none != null && outstanding.isEmpty()) {
            none.complete(null);
        }
    }

    /** Writes an answer of four bytes: in both versions of MQTT the short form that says success. */
    static void answer(ByteBuf to, MqttMessageType type, int packetId) {
        to.writeByte(type.value() << 4).writeByte(2).writeShort(packetId);
    }
}

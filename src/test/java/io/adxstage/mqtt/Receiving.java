package io.adxstage.mqtt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.messaging.Message;

/** An inbound endpoint with everything that it told, in order. Acknowledges at once unless told otherwise. */
final class Receiving implements MqttInbound.Watcher, AutoCloseable {

    /** One message, in what matters to these tests. */
    record Heard(int n, int qos, Integer packetId, boolean duplicate, boolean retain) {}

    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Heard> messages = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    final AtomicInteger lost = new AtomicInteger();
    final Transport transport = new Transport();
    final MqttInbound inbound;

    volatile Runnable whenConnected = () -> {};
    volatile Consumer<Received> flow = Receiving::acknowledge;

    Receiving(ConnectionPlan plan, Path memory) {
        inbound = new MqttInbound(plan, new SessionMemory(memory.resolve("session.json")), this, transport);
        var beans = new DefaultListableBeanFactory();
        var channel = new DirectChannel();
        channel.setBeanFactory(beans);
        channel.setLoggingEnabled(false);
        channel.subscribe(this::take);
        channel.afterPropertiesSet();
        inbound.setBeanFactory(beans);
        inbound.setOutputChannel(channel);
        inbound.afterPropertiesSet();
    }

    Receiving start() {
        inbound.start();
        return this;
    }

    private void take(Message<?> message) {
        Burst burst = (Burst) message.getPayload();
        for (Received received = burst.next(); received != null; received = burst.next()) {
            take(received);
            burst.taken(burst.position() - 1, burst.position());
        }
    }

    private void take(Received received) {
        var payload = received.message();
        var text = new String(payload.payload(), StandardCharsets.UTF_8);
        if (messages.isEmpty()) {
            told.add("message");
        }
        flow.accept(received);
        messages.add(new Heard(
                Integer.parseInt(text.replaceAll("\\D", "")),
                payload.qos(),
                payload.packetId(),
                received.duplicate(),
                payload.retain()));
    }

    static void acknowledge(Received received) {
        received.acknowledgment().acknowledge();
    }

    List<Integer> numbers() {
        synchronized (messages) {
            return messages.stream().map(Heard::n).toList();
        }
    }

    @Override
    public void connected(boolean sessionPresent) {
        told.add(sessionPresent ? "resumed" : "connected");
        whenConnected.run();
    }

    @Override
    public void subscribed() {
        told.add("subscribed");
    }

    @Override
    public void failed(BrokerProblem why) {
        told.add("failed: " + why.getMessage());
    }

    @Override
    public void lost() {
        lost.incrementAndGet();
    }

    @Override
    public void close() {
        inbound.stop();
        transport.destroy();
    }
}

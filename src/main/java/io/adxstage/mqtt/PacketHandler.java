package io.adxstage.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.acks.SimpleAcknowledgment;

/** What a broker says on one connection, packet by packet. Lives on the event loop. */
final class PacketHandler extends ChannelInboundHandlerAdapter {

    private static final SimpleAcknowledgment NOTHING_TO_ACKNOWLEDGE = () -> {};

    /** Whom it tells. */
    interface Ear {
        void connectAnswered(MqttConnAckMessage answer);

        /** The answer to a SUBSCRIBE or UNSUBSCRIBE. */
        void answered(MqttMessage answer);

        /** The connection is over; told at least once. */
        void over(BrokerProblem why);
    }

    private final Packets packets;
    private final Inflow inflow;
    private final Acknowledgments acknowledgments;
    private final Ear ear;

    private List<Received> burst = new ArrayList<>();
    private final Gathering gathering = new Gathering();
    private boolean paused;

    /** Whether something was handed on since the pause began. */
    private boolean wasDue;

    PacketHandler(Packets packets, Inflow inflow, Acknowledgments acknowledgments, Ear ear) {
        this.packets = packets;
        this.inflow = inflow;
        this.acknowledgments = acknowledgments;
        this.ear = ear;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        try {
            if (received instanceof MqttMessage packet) {
                if (packet.decoderResult().isFailure()) {
                    Throwable cause = packet.decoderResult().cause();
                    // The codec says some things with an IllegalArgumentException.
                    exceptionCaught(
                            context,
                            cause instanceof DecoderException
                                    ? cause
                                    : new DecoderException(cause.getMessage(), cause));
                } else {
                    read(context, packet);
                }
            }
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    private void read(ChannelHandlerContext context, MqttMessage packet) {
        switch (packet.fixedHeader().messageType()) {
            case PUBLISH -> published((MqttPublishMessage) packet);
            case PUBREL -> {
                // Known or not: the broker wants to forget it (section 4.3.3).
                ByteBuf answer = context.alloc().buffer(4);
                Acknowledgments.answer(answer, MqttMessageType.PUBCOMP, Packets.id(packet));
                var unused = context.write(answer);
            }
            case CONNACK -> ear.connectAnswered((MqttConnAckMessage) packet);
            case SUBACK, UNSUBACK -> ear.answered(packet);
            case DISCONNECT -> {
                ear.over(problem(packet));
                var unused = context.close();
            }
            default -> {
                // PINGRESP is a sign of life like any other packet; the rest answers what is never said here.
            }
        }
    }

    private BrokerProblem problem(MqttMessage disconnect) {
        return disconnect.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                ? Problems.ofCode(packets.plan(), header.reasonCode() & 0xff, header.properties())
                : Problems.ofCode(packets.plan(), 0, MqttProperties.NO_PROPERTIES);
    }

    private void published(MqttPublishMessage packet) {
        int qos = packet.fixedHeader().qosLevel().value();
        SimpleAcknowledgment acknowledgment = qos == 0
                ? NOTHING_TO_ACKNOWLEDGE
                : acknowledgments.expect(packet.variableHeader().packetId(), qos);
        if (packets.unwanted(packet)) {
            acknowledgment.acknowledge();
        } else {
            burst.add(new Received(Packets.message(packet), packet.fixedHeader().isDup(), acknowledgment));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        passOn(context);
        context.flush();
        context.fireChannelReadComplete();
    }

    private void passOn(ChannelHandlerContext context) {
        if (burst.isEmpty()) {
            return;
        }
        int waiting = inflow.add(burst);
        burst = new ArrayList<>();
        if (gathering.isDue(acknowledgments.unanswered(), waiting)) {
            wasDue = true;
            inflow.handOn();
        } else if (!paused) {
            paused = true;
            wasDue = false;
            var unused =
                    context.executor().schedule(this::pauseIsOver, Gathering.PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void pauseIsOver() {
        paused = false;
        if (!wasDue) {
            gathering.isLate(acknowledgments.unanswered());
        }
        inflow.handOn();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
        ear.over(Problems.of(packets.plan(), cause));
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        passOn(context);
        inflow.handOn();
        ear.over(Problems.of(packets.plan(), new ClosedChannelException()));
        acknowledgments.connectionGone();
        context.fireChannelInactive();
    }
}

package io.adxstage.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.List;

/**
 * Understands a broker that refuses MQTT 5 in the words of its time: a CONNACK of 3.1.1 has two bytes (3.2), one of MQTT
 * 5 at least three, so the codec would wait for the third. Leaves when the first packet is another.
 */
final class OldRefusal extends ByteToMessageDecoder {

    private static final int CONNACK = 0x20;
    private static final int LENGTH_IN_311 = 2;

    private final ConnectionPlan plan;

    OldRefusal(ConnectionPlan plan) {
        this.plan = plan;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int at = in.readerIndex();
        boolean other = in.getUnsignedByte(at) != CONNACK
                || (in.readableBytes() > 1 && in.getUnsignedByte(at + 1) != LENGTH_IN_311);
        if (other) {
            context.pipeline().remove(this);
        } else if (in.readableBytes() >= 2 + LENGTH_IN_311) {
            int code = in.getUnsignedByte(at + 3);
            in.skipBytes(in.readableBytes());
            context.fireExceptionCaught(
                    code == 0
                            ? Problems.broken(plan.serverUri(), "it answers MQTT 5 in the form of 3.1.1")
                            : Problems.ofCode(plan, code, MqttProperties.NO_PROPERTIES));
        }
    }
}

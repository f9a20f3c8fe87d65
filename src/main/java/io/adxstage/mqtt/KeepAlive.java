package io.adxstage.mqtt;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pings the broker, twice in the time that both agreed on, and calls a connection dead on which nothing at all came since
 * the last ping. While nobody reads, silence proves nothing: then it pings only, and a dead connection shows in that.
 */
final class KeepAlive extends ChannelInboundHandlerAdapter {

    private final Runnable dead;
    private final BooleanSupplier unread;
    private @Nullable ChannelHandlerContext context;
    private boolean heard = true;
    private @Nullable Future<?> beat;

    KeepAlive(BooleanSupplier unread, Runnable dead) {
        this.unread = unread;
        this.dead = dead;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /**
     * On the event loop.
     *
     * @param interval zero: never
     */
    void start(Duration interval) {
        ChannelHandlerContext at = context;
        if (interval.isZero() || at == null || !at.channel().isActive()) {
            return;
        }
        long half = Math.max(1, interval.toMillis() / 2);
        beat = at.executor().scheduleAtFixedRate(() -> beat(at), half, half, TimeUnit.MILLISECONDS);
    }

    private void beat(ChannelHandlerContext at) {
        if (!heard && !unread.getAsBoolean()) {
            stop();
            dead.run();
            return;
        }
        heard = unread.getAsBoolean();
        at.writeAndFlush(MqttMessage.PINGREQ).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    private void stop() {
        if (beat != null) {
            beat.cancel(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext at) {
        heard = true;
        at.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext at) {
        stop();
        at.fireChannelInactive();
    }
}

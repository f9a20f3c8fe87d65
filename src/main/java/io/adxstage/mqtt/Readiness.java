package io.adxstage.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;

/** Tells when the layers below MQTT have shaken hands. */
final class Readiness extends ChannelInboundHandlerAdapter {

    private final boolean tls;
    private final boolean webSocket;
    private final CompletableFuture<Channel> channel = new CompletableFuture<>();

    Readiness(boolean tls, boolean webSocket) {
        this.tls = tls;
        this.webSocket = webSocket;
    }

    CompletableFuture<Channel> channel() {
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!tls && !webSocket) {
            channel.complete(context.channel());
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                channel.completeExceptionally(handshake.cause());
            } else if (!webSocket) {
                channel.complete(context.channel());
            }
        }
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            channel.complete(context.channel());
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.completeExceptionally(cause);
        if (channel.isCompletedExceptionally() || context.pipeline().last() == this) {
            // The first is told already; the second shows in the first word that is said.
            var unused = context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        channel.completeExceptionally(new ClosedChannelException());
        context.fireChannelInactive();
    }
}

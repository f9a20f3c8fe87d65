package io.adxstage.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Opens byte streams to brokers: TCP, TLS, WebSocket. All connections of all stages share its few threads. */
@Component
final class Transport implements DisposableBean {

    private static final int MAX_THREADS = 4;
    private static final int MAX_HTTP_ANSWER = 64 * 1024;
    private static final int MORE_IN_A_FRAME = 1024 * 1024;

    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_THREADS),
            new DefaultThreadFactory("mqtt-io", true),
            NioIoHandler.newFactory());

    /**
     * Opens a stream and waits until it can carry MQTT: the addresses of the host one after the other, each for its share
     * of the time. The first word is ours, so what handles the broker's can be added afterwards.
     *
     * @throws ExecutionException why it failed, as cause
     */
    Channel open(ConnectionPlan plan, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        URI broker = plan.target();
        InetAddress[] addresses = addresses(broker.getHost(), deadline);
        for (int i = 0; ; i++) {
            long share = deadline.millisLeft() / (addresses.length - i);
            try {
                return open(plan, broker, addresses[i], Math.max(1, share));
            } catch (ExecutionException | TimeoutException failed) {
                if (i == addresses.length - 1) {
                    throw failed;
                }
            }
        }
    }

    /** Asked on a thread of its own, because a resolver cannot be told to hurry. */
    private static InetAddress[] addresses(String host, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        FutureTask<InetAddress[]> question = new FutureTask<>(() -> {
            InetAddress[] answer = InetAddress.getAllByName(name);
            if (answer.length == 0) {
                throw new UnknownHostException(name);
            }
            return answer;
        });
        Thread.ofVirtual().name("dns-" + name).start(question);
        return question.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
    }

    private Channel open(ConnectionPlan plan, URI broker, InetAddress address, long millis)
            throws ExecutionException, TimeoutException, InterruptedException {
        Readiness ready = new Readiness(plan.tls() != null, isWebSocket(broker));
        Bootstrap bootstrap = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(millis, Integer.MAX_VALUE))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        if (plan.tls() != null) {
                            pipeline.addLast(tls(plan.tls(), broker));
                        }
                        if (isWebSocket(broker)) {
                            webSocket(pipeline, broker, plan.settings().maxMessageBytes());
                        }
                        pipeline.addLast(ready);
                    }
                });
        Channel channel = bootstrap
                .connect(new InetSocketAddress(address, broker.getPort()))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ready.channel().completeExceptionally(connected.cause());
                    }
                })
                .channel();
        try {
            return ready.channel().get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException failed) {
            var unused = channel.close();
            throw failed;
        }
    }

    private static boolean isWebSocket(URI broker) {
        return broker.getScheme().startsWith("ws");
    }

    private static SslHandler tls(SSLContext context, URI broker) {
        SSLEngine engine = context.createSSLEngine(broker.getHost(), broker.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        // RFC 2818: the certificate must be the broker's.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        // Who opens the stream keeps the time for all layers.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    private static void webSocket(ChannelPipeline pipeline, URI broker, int maxMessage) {
        pipeline.addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(MAX_HTTP_ANSWER),
                new WebSocketClientProtocolHandler(
                        WebSocketClientHandshakerFactory.newHandshaker(
                                broker,
                                WebSocketVersion.V13,
                                // MQTT 5, section 6.
                                "mqtt",
                                false,
                                EmptyHttpHeaders.INSTANCE,
                                maxMessage + MORE_IN_A_FRAME),
                        true,
                        Integer.MAX_VALUE),
                new WebSocketBytes());
    }

    /** How many connections are open is nobody's business: they end with their stages, before this does. */
    @Override
    public void destroy() {
        var unused = threads.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    boolean isDown() {
        return threads.isShutdown();
    }

    /** For who waits on something that happens on one of the threads. */
    static <T> T await(CompletableFuture<T> what, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        return what.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
    }
}

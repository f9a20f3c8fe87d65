package io.adxstage.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * An MQTT broker (3.1.1 and 5) within this process, on a loopback port, open to everybody on this machine. It keeps
 * nothing beyond its own life; while it lives, sessions and retained messages are kept as MQTT says. What does not fit
 * into memory is paged to its folder.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String ACCEPTOR = "mqtt";
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
    private static final long MOST_MEMORY = 64L << 20;

    private final int wantedPort;
    private final @Nullable Path wantedFolder;
    private @Nullable Running running;

    private record Running(EmbeddedActiveMQ server, Path folder, int port) {}

    /**
     * @param port 0 for a free one
     * @param folder for what does not fit into memory, emptied at the end; absent: a temporary one
     */
    public EmbeddedBroker(int port, @Nullable Path folder) {
        this.wantedPort = port;
        this.wantedFolder = folder;
    }

    /** On a free port: for a test. */
    public static EmbeddedBroker onFreePort() {
        return new EmbeddedBroker(0, null);
    }

    /**
     * Listens on the port.
     *
     * @throws BindException where the port is busy
     */
    public EmbeddedBroker start() throws IOException {
        requireFree(wantedPort);
        Path folder = wantedFolder == null ? Files.createTempDirectory("embedded-broker") : wantedFolder;
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration(folder, wantedPort));
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("The embedded MQTT broker did not start: " + e.getMessage(), e);
        }
        NettyAcceptor acceptor =
                (NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        running = new Running(server, folder, acceptor.getActualPort());
        return this;
    }

    /** The broker itself only logs that it could not bind. */
    private static void requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static Configuration configuration(Path folder, int port) throws IOException {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("adx-stage-local")
                .setPersistenceEnabled(false)
                .setJournalType(JournalType.NIO)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setGracefulShutdownEnabled(false)
                .setCriticalAnalyzer(false)
                .setMessageCounterEnabled(false)
                .setMaxDiskUsage(-1)
                .setGlobalMaxSize(MOST_MEMORY)
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setJournalDirectory(folder.resolve("journal").toString())
                .setNodeManagerLockDirectory(folder.toString())
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1));
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                Map.of(
                        TransportConstants.HOST_PROP_NAME,
                        LOOPBACK,
                        TransportConstants.PORT_PROP_NAME,
                        port,
                        TransportConstants.PROTOCOLS_PROP_NAME,
                        "MQTT",
                        TransportConstants.USE_EPOLL_PROP_NAME,
                        false,
                        TransportConstants.USE_KQUEUE_PROP_NAME,
                        false,
                        TransportConstants.REMOTING_THREADS_PROPNAME,
                        2),
                ACCEPTOR));
        return configuration;
    }

    public int port() {
        if (running == null) {
            throw new IllegalStateException("The embedded MQTT broker is not started.");
        }
        return running.port();
    }

    /** What a stage has as its {@code input.broker}. */
    public String url() {
        return "mqtt://localhost:" + port();
    }

    @Override
    public void close() throws IOException {
        Running stopping = running;
        running = null;
        if (stopping != null) {
            try {
                stopping.server().stop();
            } catch (Exception e) {
                throw new IOException("The embedded MQTT broker did not stop: " + e.getMessage(), e);
            } finally {
                FileSystemUtils.deleteRecursively(stopping.folder());
            }
        }
    }
}

package io.adxstage.mqtt;

import io.adxstage.stage.Input;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A connection to a broker for looking at it. It takes the place of no running client and leaves no session behind. For
 * one thread; its methods wait.
 */
public final class BrokerProbe implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ConnectionPlan plan;
    private final Transport transport;
    private final MqttConnection.Listener listener;
    private @Nullable MqttConnection connection;

    /** One that keeps nothing of what it is sent. */
    BrokerProbe(ConnectionPlan plan, Transport transport) {
        this(plan, transport, new Deaf());
    }

    BrokerProbe(ConnectionPlan plan, Transport transport, MqttConnection.Listener listener) {
        this.plan = plan;
        this.transport = transport;
        this.listener = listener;
    }

    /** As a stage would connect, but as somebody else, and for what is published at this moment only. */
    static ConnectionPlan planned(ConnectionPlan stages, Duration patience) {
        return planned(
                stages,
                patience,
                "adxstagetest",
                0,
                Input.Retained.NEVER,
                stages.settings().maxMessageSize());
    }

    /**
     * As a stage would connect, but as somebody else whose session ends with the connection.
     *
     * @param most the largest message that is taken
     */
    static ConnectionPlan planned(
            ConnectionPlan stages, Duration patience, String name, int qos, Input.Retained retained, DataSize most) {
        Input input = stages.input();
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        MqttSettings.Mqtt settings = stages.settings();
        return new ConnectionPlan(
                new Input(
                        input.broker(),
                        input.topics(),
                        qos,
                        true,
                        input.sessionExpiry(),
                        null,
                        retained,
                        input.authentication(),
                        input.caCertificate(),
                        input.format()),
                // At most 23 letters and digits: more, a broker of MQTT 3.1.1 need not take (section 3.1.3.1).
                name + HexFormat.of().formatHex(random).substring(0, 11),
                true,
                Duration.ZERO,
                stages.username(),
                stages.password(),
                stages.tls(),
                new MqttSettings.Mqtt(
                        settings.keepAlive(), patience, settings.receiveMaximum(), settings.maxReconnectDelay(), most));
    }

    /** The broker's address with its port; the scheme one of {@code tcp}, {@code ssl}, {@code ws}, {@code wss}. */
    public URI address() {
        return URI.create(plan.serverUri());
    }

    /** The id that this connection uses, where brokers' rules look at it. */
    public String clientId() {
        return plan.clientId();
    }

    /** Whether TLS is to be spoken. */
    public boolean isSecure() {
        return plan.tls() != null;
    }

    /**
     * Speaks TLS as the stage would, and nothing more.
     *
     * @throws IOException where it fails; the message says why
     */
    public void shakeHands() throws IOException {
        SSLContext tls = plan.tls();
        if (tls == null) {
            return;
        }
        URI broker = address();
        int millis = (int) plan.settings().connectTimeout().toMillis();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(broker.getHost(), broker.getPort()), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, broker.getHost(), broker.getPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        }
    }

    /**
     * Connects, with MQTT 5 first and the older version where that may help.
     *
     * @throws BrokerProblem where the broker does not let us in
     */
    public BrokerTerms connect() throws BrokerProblem, InterruptedException {
        try {
            return connect(MqttVersion.MQTT_5);
        } catch (BrokerProblem problem) {
            if (problem.kind() != BrokerProblem.Kind.PROTOCOL_VERSION) {
                throw problem;
            }
            close();
            return connect(MqttVersion.MQTT_3_1_1);
        }
    }

    private BrokerTerms connect(MqttVersion version) throws BrokerProblem, InterruptedException {
        MqttConnection next = new MqttConnection(plan, version, transport, listener);
        connection = next;
        next.connect();
        // What comes is taken at once, so that it stands in no answer's way.
        next.receive();
        return version == MqttVersion.MQTT_5 ? BrokerTerms.of(next.terms()) : BrokerTerms.OLD;
    }

    /**
     * Subscribes to a filter as the stage would, and lets go of it at once. Of a shared subscription only the filter: as a
     * member of the group this would take messages away from the stage.
     *
     * @throws BrokerProblem where the broker refuses it, or does not answer
     */
    public void subscribe(String filter) throws BrokerProblem, InterruptedException {
        List<String> asked = List.of(ofNoGroup(filter));
        open().subscribe(asked);
        open().unsubscribe(asked);
    }

    /** Subscribes to a filter that names no group, until the end. */
    void listenTo(String filter) throws BrokerProblem, InterruptedException {
        open().subscribe(List.of(filter));
    }

    private MqttConnection open() {
        MqttConnection open = connection;
        if (open == null) {
            throw new IllegalStateException("Not connected");
        }
        return open;
    }

    /** {@code $share/group/filter} without its group. */
    static String ofNoGroup(String filter) {
        return filter.startsWith("$share/") ? filter.split("/", 3)[2] : filter;
    }

    @Override
    public void close() {
        MqttConnection open = connection;
        connection = null;
        if (open != null) {
            open.disconnect(false);
        }
    }

    private record Deaf() implements MqttConnection.Listener {
        @Override
        public void received(List<Received> messages) {
            // At QoS 0 nobody waits for a word.
        }

        @Override
        public void lost(BrokerProblem why) {
            // Who waits for an answer is told.
        }
    }
}

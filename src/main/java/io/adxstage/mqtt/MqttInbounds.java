package io.adxstage.mqtt;

import io.adxstage.stage.Input;
import io.adxstage.stage.Secret;
import io.adxstage.stage.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the inbound endpoint of a stage. */
@Component
public class MqttInbounds {

    private final MqttSettings settings;
    private final InstanceId instance;
    private final Secrets secrets;
    private final Transport transport;

    MqttInbounds(MqttSettings settings, InstanceId instance, Secrets secrets, Transport transport) {
        this.settings = settings;
        this.instance = instance;
        this.secrets = secrets;
        this.transport = transport;
    }

    /**
     * @throws io.adxstage.stage.SecretUnavailable where a secret of the input leads nowhere
     * @throws IllegalArgumentException where a certificate cannot be read
     */
    public MqttInbound of(String stageId, Input input, MqttInbound.Watcher watcher) {
        Path memory = settings.dataFolder().resolve("mqtt").resolve(stageId + ".json");
        return new MqttInbound(plan(stageId, input), new SessionMemory(memory), watcher, transport);
    }

    /**
     * The endpoint of a stage that does not run, or ran with another input, to end the session that its broker may hold;
     * empty where there is none, as far as was remembered.
     *
     * @throws io.adxstage.stage.SecretUnavailable where a secret of the input leads nowhere
     * @throws IllegalArgumentException where a certificate cannot be read
     */
    public Optional<MqttInbound> leftBehind(String stageId, Input input) {
        MqttInbound old = of(stageId, input, new Unwatched());
        return old.mayHaveSession() ? Optional.of(old) : Optional.empty();
    }

    /** Whether two inputs of a stage lead to one session: at the same broker, under the same client id. */
    public boolean isSameSession(String stageId, Input one, Input other) {
        return ConnectionPlan.serverUri(one.broker()).equals(ConnectionPlan.serverUri(other.broker()))
                && clientId(stageId, one).equals(clientId(stageId, other));
    }

    private record Unwatched() implements MqttInbound.Watcher {
        @Override
        public void connected(boolean sessionPresent) {}

        @Override
        public void subscribed() {}

        @Override
        public void failed(BrokerProblem why) {}

        @Override
        public void lost() {}
    }

    /**
     * A connection for looking at a broker, under a client id and with a session of its own that ends with it, to be closed
     * after use. Nothing is sent yet.
     *
     * @param patience the longest wait for each of the broker's answers
     * @throws io.adxstage.stage.SecretUnavailable where a secret of the input leads nowhere
     * @throws IllegalArgumentException where a certificate cannot be read
     */
    public BrokerProbe probe(Input input, Duration patience) {
        return new BrokerProbe(BrokerProbe.planned(plan("", input), patience), transport);
    }

    /**
     * A connection that hears for a moment what is published, under a client id and with a session of its own that ends with
     * it, to be closed after use. Nothing is sent yet.
     *
     * @param patience the longest wait for each of the broker's answers
     * @throws io.adxstage.stage.SecretUnavailable where a secret of the input leads nowhere
     * @throws IllegalArgumentException where a certificate cannot be read
     */
    public TopicListener listener(Input input, Duration patience, TopicListener.Ear ear) {
        return TopicListener.of(plan("", input), patience, transport, ear);
    }

    private ConnectionPlan plan(String stageId, Input input) {
        String clientId = clientId(stageId, input);
        return switch (input.authentication()) {
            case Input.Authentication.None none -> plan(input, clientId, null, null, tls(input, null, null));
            case Input.Authentication.UsernamePassword user ->
                plan(input, clientId, user.username(), secrets.value(user.password()), tls(input, null, null));
            case Input.Authentication.Certificate certificate ->
                plan(input, clientId, null, null, tls(input, certificate.certificate(), certificate.password()));
        };
    }

    private String clientId(String stageId, Input input) {
        return input.clientId() != null ? input.clientId() : "adx-stage-" + instance.value() + "-" + stageId;
    }

    private ConnectionPlan plan(
            Input input,
            String clientId,
            @Nullable String username,
            @Nullable String password,
            @Nullable SSLContext tls) {
        Duration expiry =
                input.cleanSession() ? Duration.ZERO : input.sessionExpiry().duration();
        return new ConnectionPlan(
                input, clientId, input.cleanSession(), expiry, username, password, tls, settings.mqtt());
    }

    private @Nullable SSLContext tls(Input input, @Nullable Secret certificate, @Nullable Secret password) {
        return switch (input.broker().getScheme()) {
            case "mqtts", "tls", "ssl", "wss" ->
                ClientTls.context(
                        input.caCertificate(),
                        certificate == null ? null : secrets.value(certificate),
                        password == null ? null : secrets.value(password));
            default -> null;
        };
    }
}

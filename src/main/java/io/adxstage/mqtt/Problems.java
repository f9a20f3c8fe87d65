package io.adxstage.mqtt;

import io.adxstage.mqtt.BrokerProblem.Kind;
import io.adxstage.stage.Input;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a broker, in words. Codes from 0x80: reason codes of MQTT 5 (section 2.4); 1 to 5: return codes of
 * MQTT 3.1.1 (section 3.2.2.3).
 */
final class Problems {

    private static final int WEB_SOCKET_SERVER_ERROR = 500;

    /** From here on, a reason code of MQTT 5 says that something failed. */
    private static final int LOWEST_REFUSAL = 0x80;

    /** How the JDK says that the other side ended TLS. */
    private static final String ALERT = "Received fatal alert: ";

    private static final int LONGEST_REFERENCE = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private Problems() {}

    static BrokerProblem of(ConnectionPlan plan, @Nullable Throwable failed) {
        String broker = plan.serverUri();
        for (Throwable at = failed; at != null; at = at.getCause()) {
            switch (at) {
                case BrokerProblem said -> {
                    return said;
                }
                case UnknownHostException unknown -> {
                    return passing("The broker's host " + plan.input().broker().getHost()
                            + " is unknown: check input.broker, or the DNS.");
                }
                case ConnectTimeoutException slow -> {
                    return slow(broker);
                }
                case ConnectException refused -> {
                    return nothingAnswers(broker, refused);
                }
                case NoRouteToHostException unreachable -> {
                    return nothingAnswers(broker, unreachable);
                }
                case TimeoutException slow -> {
                    return slow(broker);
                }
                case NotSslRecordException plain -> {
                    return refused("TLS with " + broker + " failed: the broker does not speak TLS there. Check the port"
                            + " of input.broker.");
                }
                case SslClosedEngineException ended -> {
                    return broken(broker, "the broker ended TLS");
                }
                case SSLException tls -> {
                    return refused(
                            isOfOurs(tls)
                                    ? certificateRefused(plan, tls)
                                    : "TLS with " + broker + " failed: " + tls.getMessage()
                                            + ". For a private CA set input.tls.caCertificate.");
                }
                case WebSocketHandshakeException http -> {
                    return webSocket(broker, http);
                }
                case TooLongFrameException tooLong -> {
                    return tooLarge(plan);
                }
                case CorruptedWebSocketFrameException frame
                when WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(frame.closeStatus()) -> {
                    return tooLarge(plan);
                }
                case DecoderException garbage
                when !(garbage.getCause() instanceof SSLException) -> {
                    return broken(broker, "it sends what is not MQTT (" + garbage.getMessage() + ")");
                }
                default -> {}
            }
        }
        return broken(broker, failed instanceof ClosedChannelException ? "the broker closed it" : words(failed));
    }

    /** With TLS 1.3 a client learns that its certificate is refused only after its handshake (RFC 8446, 4.4.2.4). */
    private static boolean isOfOurs(SSLException tls) {
        String said = words(tls);
        return said.contains(ALERT) && (said.contains("certificate") || said.contains("unknown_ca"));
    }

    private static String certificateRefused(ConnectionPlan plan, SSLException tls) {
        String alert = words(tls).substring(words(tls).indexOf(ALERT) + ALERT.length());
        return "The broker at " + plan.serverUri()
                + (plan.input().authentication() instanceof Input.Authentication.Certificate
                        ? " does not accept the certificate of input.authentication (" + alert
                                + "): give the stage one that the broker knows."
                        : " wants a client certificate (" + alert
                                + "): set input.authentication to one that it knows.");
    }

    /** What broke before the broker said whether the client may come in. */
    static BrokerProblem beforeTheAnswer(ConnectionPlan plan, BrokerProblem problem) {
        return plan.tls() != null && problem.kind() == Kind.BROKEN
                ? new BrokerProblem(
                        Kind.BROKEN,
                        problem.getMessage()
                                + ". Over TLS it may be the client's certificate that the broker does not accept: see"
                                + " input.authentication.")
                : problem;
    }

    private static String words(@Nullable Throwable failed) {
        return failed == null || failed.getMessage() == null ? "" : failed.getMessage();
    }

    private static BrokerProblem slow(String broker) {
        return passing("The broker at " + broker + " does not answer in time.");
    }

    private static BrokerProblem nothingAnswers(String broker, Throwable failed) {
        // Netty adds the address, and keeps what the system said as cause.
        Throwable said = failed.getCause() == null ? failed : failed.getCause();
        return passing("Nothing answers at " + broker + " (" + said.getMessage()
                + "): check input.broker, and that the broker runs.");
    }

    private static BrokerProblem webSocket(String broker, WebSocketHandshakeException failed) {
        String message = "There is no MQTT over WebSocket at " + broker + ": " + failed.getMessage()
                + ". Check the path of input.broker.";
        boolean serversFault = failed instanceof WebSocketClientHandshakeException answered
                && answered.response() != null
                && answered.response().status().code() >= WEB_SOCKET_SERVER_ERROR;
        return serversFault ? passing(message) : refused(message);
    }

    /** The code of a CONNACK or DISCONNECT, and the properties that came with it. */
    static BrokerProblem ofCode(ConnectionPlan plan, int code, MqttProperties properties) {
        return ofCode(plan.serverUri(), code, properties);
    }

    private static BrokerProblem ofCode(String broker, int code, MqttProperties properties) {
        return switch (code) {
            case 4, 0x86 ->
                refused("The broker at " + broker + " refused the user name or password: check input.authentication.");
            case 5, 0x87 ->
                refused("The broker at " + broker
                        + " does not allow this client to connect: check input.authentication and the broker's rules.");
            case 2, 0x85 -> refused("The broker at " + broker + " refused the client id: set another input.clientId.");
            case 0x8a -> refused("The broker at " + broker + " has banned this client.");
            case 1, 0x84 ->
                new BrokerProblem(Kind.PROTOCOL_VERSION, "The broker at " + broker + " refused this version of MQTT.");
            case 0x8e ->
                passing("Another client connected to " + broker
                        + " with the same client id: give one of them another input.clientId.");
            case 3, 0x88, 0x89 -> passing("The broker at " + broker + " is not available at present.");
            case 0x8b -> passing("The broker at " + broker + " is shutting down.");
            case 0x97 ->
                passing("The broker at " + broker + " has no room for this client at present: a quota is used up.");
            case 0x9f ->
                passing("The broker at " + broker + " takes no more connections at present: too many come at once.");
            case 0x9c -> elsewhere(broker, "for now", properties);
            case 0x9d -> elsewhere(broker, "for good", properties);
            default ->
                code < LOWEST_REFUSAL
                        ? broken(broker, "reason code " + code)
                        : passing("The broker at " + broker + " refuses the connection: reason code " + code + ".");
        };
    }

    /** MQTT 5, section 4.13. A stage goes nowhere by itself: its secrets are meant for the broker that a person named. */
    private static BrokerProblem elsewhere(String broker, String howLong, MqttProperties properties) {
        String other = Packets.value(properties, MqttProperties.SERVER_REFERENCE, String.class);
        String said = other == null ? "" : UNPRINTABLE.matcher(other).replaceAll("?");
        return refused("The broker at " + broker + " sends this client to another server " + howLong
                + (said.isBlank()
                        ? " and does not say to which: ask who runs it, and set input.broker."
                        : ": " + said.substring(0, Math.min(said.length(), LONGEST_REFERENCE))
                                + ". Set input.broker to it if you trust it."));
    }

    /** Old brokers close on a version that they do not know, or answer in a form that MQTT 5 cannot read. */
    static BrokerProblem broken(String broker, String said) {
        return new BrokerProblem(
                Kind.BROKEN, "The connection to " + broker + " broke" + (said.isBlank() ? "." : ": " + said));
    }

    /** Some brokers close without a word on whom another client pushes out (MQTT 3.1.1 has no word for it). */
    static BrokerProblem cutOffAgain(ConnectionPlan plan) {
        return passing(
                "The broker at " + plan.serverUri() + " closes the connection again and again soon after it stood."
                        + " Perhaps another client has the same client id, " + plan.clientId()
                        + ": then give one of them another input.clientId.");
    }

    static BrokerProblem wrongAnswer(ConnectionPlan plan, String what) {
        return passing("The broker at " + plan.serverUri() + " answers " + what
                + ", which is not MQTT: update the broker, or what stands between.");
    }

    static BrokerProblem subscriptionRefused(ConnectionPlan plan, String filter, int code) {
        String why = switch (code) {
            case 0x87 -> "it is not allowed";
            case 0x8f -> "it takes the filter for invalid";
            case 0x97 -> "a quota is exceeded";
            case 0x9e -> "it has no shared subscriptions";
            case 0xa2 -> "it has no wildcard subscriptions";
            default -> "reason code " + code;
        };
        return refused("The broker at " + plan.serverUri() + " refused the subscription to " + filter + ": " + why
                + ". Check input.topics and the broker's rules for client " + plan.clientId() + ".");
    }

    /** A note: messages come all the same. */
    static String lessQos(ConnectionPlan plan, String filter, int qos) {
        return "The broker grants " + filter + " with QoS " + qos + " only, not "
                + plan.input().qos()
                + (qos == 0
                        ? ": what it sends while the connection is down is lost."
                        : ": it may send a message more than once.")
                + " Raise the QoS that the broker allows client " + plan.clientId() + ", or set input.qos to " + qos
                + ".";
    }

    /** A note: messages come all the same. */
    static String shorterSession(ConnectionPlan plan, Duration kept) {
        return "The broker keeps the session for " + words(kept) + " only, not "
                + words(plan.sessionExpiry()) + ": what it holds for this stage is lost when the connection is down for"
                + " longer. Raise the broker's limit on session expiry, or set input.sessionExpiry to what it allows.";
    }

    /** As documents have it: 15m, 1h30m. */
    private static String words(Duration duration) {
        return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static BrokerProblem tooLarge(ConnectionPlan plan) {
        return new BrokerProblem(
                Kind.TOO_LARGE,
                "The broker at " + plan.serverUri() + " sends a message larger than "
                        + plan.settings().maxMessageBytes()
                        + " bytes, which blocks all behind it: raise adx-stage.mqtt.max-message-size.");
    }

    private static BrokerProblem passing(String message) {
        return new BrokerProblem(Kind.PASSING, message);
    }

    private static BrokerProblem refused(String message) {
        return new BrokerProblem(Kind.REFUSED, message);
    }
}

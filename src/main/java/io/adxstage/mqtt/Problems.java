package io.adxstage.mqtt;

import io.adxstage.mqtt.BrokerProblem.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What Paho says, in words. Codes from 0x80: reason codes of MQTT 5 (section 2.4); 1 to 5: return codes of MQTT 3.1.1
 * (section 3.2.2.3); from 32,000: Paho's own.
 */
final class Problems {

    private static final int PAHO_CLIENT_TIMEOUT = 32000;

    private Problems() {}

    static BrokerProblem of(ConnectionPlan plan, @Nullable Throwable failed) {
        String broker = plan.serverUri();
        for (Throwable at = failed; at != null; at = at.getCause()) {
            switch (at) {
                case UnknownHostException unknown -> {
                    return passing("The broker's host " + plan.input().broker().getHost()
                            + " is unknown: check input.broker, or the DNS.");
                }
                case ConnectException refused -> {
                    return passing("Nothing answers at " + broker + " (" + refused.getMessage()
                            + "): check input.broker, and that the broker runs.");
                }
                case SocketTimeoutException slow -> {
                    return passing("The broker at " + broker + " does not answer in time.");
                }
                case SSLException tls -> {
                    return refused("TLS with " + broker + " failed: " + tls.getMessage()
                            + ". For a private CA set input.tls.caCertificate.");
                }
                default -> {}
            }
        }
        int code = switch (failed) {
            case org.eclipse.paho.mqttv5.common.MqttException five -> five.getReasonCode();
            case org.eclipse.paho.client.mqttv3.MqttException three -> three.getReasonCode();
            case null, default -> -1;
        };
        if (code == PAHO_CLIENT_TIMEOUT) {
            return passing("The broker at " + broker + " does not answer in time.");
        }
        return ofCode(broker, code, failed == null ? "" : String.valueOf(failed.getMessage()));
    }

    private static BrokerProblem ofCode(String broker, int code, String said) {
        return switch (code) {
            case 4, 0x86 -> refused("The broker at " + broker
                    + " refused the user name or password: check input.authentication.");
            case 5, 0x87 -> refused("The broker at " + broker
                    + " does not allow this client to connect: check input.authentication and the broker's rules.");
            case 2, 0x85 -> refused("The broker at " + broker + " refused the client id: set another input.clientId.");
            case 0x8a -> refused("The broker at " + broker + " has banned this client.");
            case 1, 0x84 -> new BrokerProblem(
                    Kind.PROTOCOL_VERSION, "The broker at " + broker + " refused this version of MQTT.");
            case 0x8e -> passing("Another client connected to " + broker
                    + " with the same client id: give one of them another input.clientId.");
            // Old brokers close on a version that they do not know, or answer in a form that MQTT 5 cannot read.
            default -> new BrokerProblem(
                    Kind.PROTOCOL_VERSION, "The connection to " + broker + " broke" + (said.isBlank() ? "." : ": " + said));
        };
    }

    /** A connection that stood is gone. */
    static BrokerProblem lost(ConnectionPlan plan, int code, @Nullable Throwable cause) {
        if (code >= 0x80) {
            return ofCode(plan.serverUri(), code, "reason code " + code);
        }
        return of(plan, cause);
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

    private static BrokerProblem passing(String message) {
        return new BrokerProblem(Kind.PASSING, message);
    }

    private static BrokerProblem refused(String message) {
        return new BrokerProblem(Kind.REFUSED, message);
    }
}

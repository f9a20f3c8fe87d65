package io.adxstage.adx;

import com.azure.core.exception.HttpResponseException;
import com.microsoft.azure.kusto.data.exceptions.DataWebException;
import com.microsoft.azure.kusto.data.exceptions.ThrottleException;
import java.net.ConnectException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What kind of thing kept a cluster from answering. */
public enum Trouble {
    UNKNOWN_HOST,
    /** Nothing listens there, a firewall is in the way, or it is an address to which nothing is sent. */
    NOT_REACHABLE,
    TLS,
    /** Not within the time that was given. */
    NO_ANSWER,
    /** No token was to be had. */
    SIGN_IN,
    /** 401: there is a token, and the cluster does not accept it. */
    UNAUTHORIZED,
    /** 403: the identity lacks the right for this. */
    FORBIDDEN,
    /** 404: something else answers there. */
    NO_SERVICE,
    NO_DATABASE,
    /** A table, mapping or policy that was named is not there. */
    NO_ENTITY,
    /** The mapping that streaming names is not there. */
    NO_MAPPING,
    /** Streaming is not enabled for the table, the database or the cluster. */
    STREAMING_OFF,
    /** The table's update policy, or another of its properties, rules streaming out. */
    NOT_STREAMABLE,
    /** More than one streaming request may have. */
    TOO_LARGE,
    THROTTLED,
    /** 5xx. */
    UNAVAILABLE,
    OTHER;

    static Trouble of(Throwable failed) {
        if (Failure.find(failed, SignIn.Failed.class).isPresent()) {
            return SIGN_IN;
        }
        if (Failure.find(failed, ThrottleException.class).isPresent()) {
            return THROTTLED;
        }
        if (Failure.find(failed, ForbiddenAddress.class).isPresent()) {
            return NOT_REACHABLE;
        }
        Optional<Integer> status = Reason.status(failed)
                .or(() -> Failure.find(failed, HttpResponseException.class)
                        .map(HttpResponseException::getResponse)
                        .map(response -> response.getStatusCode()));
        return status.map(code -> of(code, code(failed) + Failure.describe(failed)))
                .orElseGet(() -> withoutAnswer(failed));
    }

    /** The service's own words for it, which the text need not repeat. */
    private static String code(Throwable failed) {
        return Failure.find(failed, DataWebException.class)
                .map(DataWebException::getApiError)
                .map(error -> error.getCode() + " " + error.getType() + " ")
                .orElse("");
    }

    /** Codes are those of the vendor's list of ingestion errors and of its managed streaming client. */
    private static Trouble of(int status, String said) {
        if (status == 413 || said.contains("InputStreamTooLarge") || said.contains("FileTooLarge")) {
            return TOO_LARGE;
        }
        if (said.contains("StreamingIngestionPolicyNotEnabled") || said.contains("StreamingIngestionDisabled")) {
            return STREAMING_OFF;
        }
        if (said.contains("UpdatePolicyIncompatible") || said.contains("QuerySchemaDoesNotMatchTableSchema")) {
            return NOT_STREAMABLE;
        }
        if (said.contains("MappingReferenceWasNotFound") || said.contains("MappingNotFound")) {
            return NO_MAPPING;
        }
        if (said.contains("ThrottledIngestion")) {
            return THROTTLED;
        }
        if (said.contains("DatabaseNotExist") || said.contains("DatabaseNotFound") || said.contains("'Database'")) {
            return NO_DATABASE;
        }
        if (said.contains("EntityNotFound") || said.contains("TableNotExist") || said.contains("was not found")) {
            return NO_ENTITY;
        }
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NO_SERVICE;
            case 429 -> THROTTLED;
            default -> status >= 500 ? UNAVAILABLE : OTHER;
        };
    }

    private static Trouble withoutAnswer(Throwable failed) {
        if (Failure.isUnknownHost(failed)) {
            return UNKNOWN_HOST;
        }
        if (Failure.isTooLate(failed)) {
            return NO_ANSWER;
        }
        if (Failure.find(failed, SSLException.class).isPresent()) {
            return TLS;
        }
        if (Failure.find(failed, ForbiddenAddress.class).isPresent()) {
            return NOT_REACHABLE;
        }
        return Failure.find(failed, ConnectException.class).isPresent() ? NOT_REACHABLE : OTHER;
    }
}

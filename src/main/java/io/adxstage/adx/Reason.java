package io.adxstage.adx;

import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import com.microsoft.azure.kusto.data.exceptions.DataServiceException;
import com.microsoft.azure.kusto.data.exceptions.ThrottleException;
import io.adxstage.stage.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a batch was not taken, in one plain sentence that names the place, the cause and the mend.
 *
 * @param host of the cluster's data management service
 * @param identity whose rights are spoken of
 */
record Reason(String host, Duration attemptTimeout, Authentication identity) {

    private static final Pattern METADATA = Pattern.compile("metadata endpoint, got code: (\\d{3})");

    /** The cluster, or the sign-in before it, did not say where to upload. */
    String noUploadArea(Throwable failed, Destination destination) {
        return why(failed, destination.database(), true);
    }

    /** The cluster took no rows by streaming. */
    String notStreamed(Throwable failed, Destination destination) {
        return why(failed, destination.database(), true);
    }

    /** A command or a query was not answered. */
    String noAnswer(Throwable failed, String database) {
        return why(failed, database, false);
    }

    private String why(Throwable failed, String database, boolean ingesting) {
        Optional<SignIn.Failed> signIn = Failure.find(failed, SignIn.Failed.class);
        if (signIn.isPresent()) {
            return notSignedIn(signIn.get());
        }
        if (Failure.find(failed, ThrottleException.class).isPresent()) {
            return busy(host);
        }
        if (Failure.find(failed, ForbiddenAddress.class).isPresent()) {
            return Failure.describe(failed, host);
        }
        return status(failed)
                .map(code -> refused(code, failed, database, ingesting))
                .orElseGet(() -> Failure.describe(failed, host));
    }

    /** On its first use the SDK asks for the sign-in's address, and tells the status of that answer in words only. */
    static Optional<Integer> status(Throwable failed) {
        return Failure.find(failed, DataServiceException.class)
                .map(DataServiceException::getStatusCode)
                .or(() -> Optional.of(METADATA.matcher(Failure.describe(failed)))
                        .filter(Matcher::find)
                        .map(found -> Integer.valueOf(found.group(1))));
    }

    private String refused(int status, Throwable failed, String database, boolean ingesting) {
        String said = Failure.describe(failed);
        if (said.contains("DatabaseNotExist") || said.contains("DatabaseNotFound")) {
            return "The cluster " + host + " has no database " + database + ": check database, or create it.";
        }
        return switch (status) {
            case 401 ->
                "The cluster " + host
                        + " does not accept the sign-in (401): check that tenantId is the cluster's tenant,"
                        + " and clientId.";
            case 403 ->
                ingesting
                        ? "The identity may not ingest into " + database + " (403): run "
                                + SetupCommands.letIngest(database, identity)
                                        .orElseGet(() -> ".add database " + KustoText.name(database)
                                                + " ingestors ('aadapp=<client ID>;<tenant ID>')")
                                + " on the cluster."
                        : "The identity lacks the right to ask this of " + database + " (403).";
            case 404 ->
                "There is no data management service at " + host
                        + " (404): check clusterUrl, and that the cluster is not" + " stopped.";
            case 429 -> busy(host);
            default -> status >= 500 ? unavailable(host, status) : host + " answered " + status + ": " + said;
        };
    }

    private String notSignedIn(SignIn.Failed signIn) {
        String said = Failure.describe(signIn);
        Optional<String> known = EntraWords.of(said)
                .or(() -> Failure.find(signIn, ClientCertificate.Unusable.class).map(Failure::describe));
        if (known.isPresent()) {
            return identity.application()
                    .map(client -> known.get().replace("<client>", client))
                    .orElseGet(known::get);
        }
        if (Failure.find(signIn, CredentialUnavailableException.class).isPresent()) {
            return MissingIdentity.words(said);
        }
        if (Failure.isUnknownHost(signIn)) {
            return "Signing in failed: the host " + signIn.place() + " is unknown. Check the DNS, and"
                    + " adx-stage.adx.authority-host where it is set.";
        }
        if (Failure.isRefused(signIn)) {
            return "Signing in failed: the connection to " + signIn.place() + " was refused: nothing answers there."
                    + " Check adx-stage.adx.authority-host where it is set, and that no firewall is in the way.";
        }
        return "Signing in failed: " + Failure.describe(signIn, signIn.place());
    }

    /**
     * The storage that the cluster named did not take the data, or its announcement.
     *
     * @param storage its host
     */
    String notUploaded(Throwable failed, String storage) {
        Optional<HttpResponseException> answer =
                Failure.find(failed, HttpResponseException.class).filter(one -> one.getResponse() != null);
        if (answer.isEmpty()) {
            String what = Failure.isRefused(failed)
                    ? "The connection to " + storage + " was refused: nothing answers there."
                    : Failure.describe(failed, storage);
            return what + " It is the cluster's storage: *.blob.core.windows.net and"
                    + " *.queue.core.windows.net must be reachable.";
        }
        int status = answer.get().getResponse().getStatusCode();
        return switch (status) {
            case 401, 403 ->
                "The cluster's storage " + storage + " refused the upload (" + status + "): the upload area's access"
                        + " expired, which is renewed by itself, or is blocked by a firewall.";
            case 404 -> "The cluster's storage " + storage + " has moved (404): its new place is asked for by itself.";
            case 429 -> busy(storage);
            default ->
                status >= 500
                        ? unavailable(storage, status)
                        : "The cluster's storage " + storage + " answered " + status + ": " + Failure.describe(failed);
        };
    }

    /** @param reached when patience ended */
    String tooLong(Sending.Step reached) {
        String what = switch (reached) {
            case WAITING -> "Other batches were still on their way to " + host;
            case ASKING -> host + " did not say where to upload";
            case UPLOADING -> "The upload to the storage of " + host + " was not done";
            case ANNOUNCING -> "The queue of " + host + " did not confirm the batch";
            case CONNECTING -> host + " did not take the connection";
            case STREAMING -> host + " did not confirm the rows";
        };
        return what + " within " + words(attemptTimeout) + " (adx-stage.adx.attempt-timeout).";
    }

    String paused(Instant resume) {
        return host + " is asked too much: nothing is sent there until " + resume.truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    private static String busy(String where) {
        return where + " is asked too much (429): sending goes on by itself after a pause.";
    }

    private static String unavailable(String where, int status) {
        return where + " is not available for the moment (" + status + ").";
    }

    /** As settings have it: 5m, 30s. */
    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}

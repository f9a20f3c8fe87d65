package io.adxstage.adx;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Looks at the storage that a cluster named, with the access it gave. Whether it is there and the signature holds shows in
 * how it refuses: the signature may write, and often not read.
 */
record StorageLook(Reason reason) {

    /** Azure Storage's error codes for "you are known, and may not do this". */
    private static final Set<String> KNOWN_BUT_NOT_FOR_THIS = Set.of(
            "authorizationpermissionmismatch",
            "authorizationresourcetypemismatch",
            "authorizationservicemismatch",
            "insufficientaccountpermissions");

    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");

    Uploads.Place at(UploadArea.Container container) {
        String nothing = "adx-stage-connection-test-" + UUID.randomUUID();
        return () -> look(
                container.host(),
                () -> container.client().getBlobClient(nothing).exists());
    }

    Uploads.Place at(UploadArea.Queue queue) {
        return () -> look(queue.host(), () -> queue.client().getProperties());
    }

    private interface Question {
        Object ask();
    }

    private Reach look(String host, Question question) {
        try {
            var unused = question.ask();
            return new Reach.Reached(host);
        } catch (RuntimeException failed) {
            return Failure.find(failed, HttpResponseException.class)
                            .map(HttpResponseException::getResponse)
                            .filter(StorageLook::speaksForItself)
                            .isPresent()
                    ? new Reach.Reached(host)
                    : new Reach.NotReached(host, reason.notUploaded(failed, host));
        }
    }

    private static boolean speaksForItself(HttpResponse response) {
        String code = response.getHeaderValue(ERROR_CODE);
        return response.getStatusCode() == 403
                && code != null
                && KNOWN_BUT_NOT_FOR_THIS.contains(code.toLowerCase(Locale.ROOT));
    }
}

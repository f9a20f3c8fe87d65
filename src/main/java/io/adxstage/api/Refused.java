package io.adxstage.api;

import io.adxstage.listen.Listens;
import io.adxstage.pipeline.Import;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageText;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What the API refuses, as problems of RFC 9457: one sentence that names the reason and the mend. */
final class Refused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private Refused(HttpStatus status, String type, String title, String detail) {
        super(status, body(status, type, title, detail), null);
    }

    static Refused noSuchStage(String id) {
        return new Refused(
                HttpStatus.NOT_FOUND,
                "no-such-stage",
                "No such stage",
                "There is no stage \"" + id + "\". GET /api/stages lists those there are.");
    }

    static Refused noSuchRevision(long version) {
        return new Refused(
                HttpStatus.NOT_FOUND,
                "no-such-revision",
                "No such revision",
                "The stage has no revision " + version + ". Its revisions are listed at .../revisions.");
    }

    static Refused noSuchBatch() {
        return new Refused(
                HttpStatus.NOT_FOUND,
                "no-such-batch",
                "No such batch",
                "The stage has no such batch. Its batches are listed at .../batches.");
    }

    static Refused batchOnItsWay(String state) {
        return new Refused(
                HttpStatus.CONFLICT,
                "batch-not-failed",
                "The batch has not failed",
                "Only a failed batch can be deleted by hand; this one is " + state + ".");
    }

    static Refused notNow(String reason) {
        return new Refused(HttpStatus.CONFLICT, "not-now", "Not possible now", reason);
    }

    static Refused oddTarget() {
        return new Refused(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "unknown-target",
                "There is no such target",
                "Send {\"target\": \"original\"}, {\"target\": \"current\"}, or no body, which means the original.");
    }

    static Refused keptByFile(String id) {
        var refused = new Refused(
                HttpStatus.CONFLICT,
                "kept-by-file",
                "The stage is kept by a file",
                "The stage \"" + id + "\" comes from a stage file and is read-only here. Edit the file " + id
                        + ".json in the folder of stage files.");
        refused.getBody().setProperty("source", "file");
        return refused;
    }

    /**
     * @param rows more than 0
     * @param letters dead letters, which would go as well
     */
    static Refused undelivered(long rows, long letters) {
        String waiting =
                rows + (rows == 1 ? " row is" : " rows are") + " not delivered yet: wait until the status shows none. ";
        String dead = letters == 0
                ? ""
                : letters + (letters == 1 ? " dead letter is" : " dead letters are")
                        + " kept: replay or download them first. ";
        var refused = new Refused(
                HttpStatus.CONFLICT,
                "undelivered-rows",
                "Rows would be lost",
                waiting + dead + "Or delete with ?discard=true to give them up.");
        refused.getBody().setProperty("rows", rows);
        refused.getBody().setProperty("deadLetters", letters);
        return refused;
    }

    static Refused unread() {
        return new Refused(
                HttpStatus.CONFLICT,
                "undelivered-rows",
                "Rows may be lost",
                "The spool of this stage could not be read, so nobody knows how many rows wait in it; its status and the"
                        + " log tell why. Mend that and restart the service, or delete with ?discard=true to give them"
                        + " up.");
    }

    static Refused withoutVersion() {
        return new Refused(
                HttpStatus.PRECONDITION_REQUIRED,
                "version-required",
                "If-Match is missing",
                "Say which version the change is based on: send the ETag of your last GET as If-Match,"
                        + " or If-Match: * to overwrite whatever is there.");
    }

    static Refused oddVersion() {
        return new Refused(
                HttpStatus.BAD_REQUEST,
                "version-unreadable",
                "If-Match is unreadable",
                "If-Match takes an ETag as a GET answers it, quotes included, like \"3\", or *.");
    }

    static Refused stale(long current) {
        var refused = new Refused(
                HttpStatus.PRECONDITION_FAILED,
                "stale",
                "Somebody else was faster",
                "The stage has changed since the version in If-Match; it is now at version " + current
                        + ". GET it again and repeat the change on that.");
        refused.getBody().setProperty("currentVersion", current);
        return refused;
    }

    static Refused invalid(List<Problem> errors, List<Problem> warnings) {
        var refused = new Refused(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-stage",
                "The document is not a valid stage",
                errors.size() == 1
                        ? "The document has one problem; \"errors\" names its place and the mend."
                        : "The document has " + errors.size()
                                + " problems; \"errors\" names the place and the mend of each.");
        refused.getBody().setProperty("errors", errors);
        refused.getBody().setProperty("warnings", warnings);
        return refused;
    }

    /** What was taken over of it goes along, to be completed and sent. */
    static Refused pipeline(Import.Taken taken) {
        var refused = wholePipeline(
                "The document is a whole pipeline. \"stage\" is its Azure Data Explorer stage with its MQTT input: give"
                        + " each of \"secrets\" its value in it, and send that. \"left\" names what is not carried over.");
        refused.getBody().setProperty("stage", taken.document());
        refused.getBody().setProperty("secrets", taken.secrets());
        refused.getBody().setProperty("left", taken.left());
        refused.getBody().setProperty("remarks", taken.remarks());
        return refused;
    }

    static Refused wholePipeline(String detail) {
        var refused = new Refused(
                HttpStatus.UNPROCESSABLE_CONTENT, "whole-pipeline", "The document is a whole pipeline", detail);
        refused.getBody().setProperty("errors", List.of(new Problem("", "whole-pipeline", detail)));
        refused.getBody().setProperty("warnings", List.of());
        return refused;
    }

    static Refused oddPreview(List<Problem> errors) {
        var refused = new Refused(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-preview",
                "That cannot be previewed",
                "\"errors\" names what is wrong with the request, and the mend.");
        refused.getBody().setProperty("errors", errors);
        return refused;
    }

    static Refused oddListen(List<Problem> errors) {
        var refused = new Refused(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-listen",
                "That cannot be listened to",
                "\"errors\" names what is wrong with the request, and the mend.");
        refused.getBody().setProperty("errors", errors);
        return refused;
    }

    static Refused tooManyListens() {
        return new Refused(HttpStatus.TOO_MANY_REQUESTS, "too-many-listens", "Too many listen now", Listens.BUSY);
    }

    /** 502: the broker is the one that does not do its part. */
    static Refused brokerSays(String reason) {
        return new Refused(HttpStatus.BAD_GATEWAY, "broker", "The broker does not let us listen", reason);
    }

    static Refused malformed(StageText.Malformed malformed) {
        var refused = new Refused(HttpStatus.BAD_REQUEST, "malformed-json", "The body is not JSON", malformed.detail());
        refused.getBody().setProperty("line", malformed.line());
        refused.getBody().setProperty("column", malformed.column());
        return refused;
    }

    static Refused tooLarge() {
        return new Refused(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "The body is too large",
                "A body may have at most " + DraftReader.LIMIT + " bytes (1 MiB).");
    }

    static Refused otherCharset() {
        return new Refused(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "not-utf-8",
                "The body is not UTF-8",
                "Send the JSON in UTF-8, without a charset or with charset=utf-8.");
    }

    static Refused badParameter(String name, String expected) {
        return new Refused(
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                "A parameter is out of bounds",
                "The parameter \"" + name + "\" must be " + expected + ".");
    }

    private static ProblemDetail body(HttpStatus status, String type, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:adx-stage:problem:" + type));
        problem.setTitle(title);
        return problem;
    }
}

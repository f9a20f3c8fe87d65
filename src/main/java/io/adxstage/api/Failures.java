package io.adxstage.api;

import io.adxstage.api.ProblemWriter.Answer;
import io.adxstage.stage.StageText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Which problem an exception is. What was not foreseen is told to the log, and to the caller by reference only. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Answer answer(Exception failure, HttpServletRequest request) {
        return switch (failure) {
            case Refused refused -> new Answer(refused.getBody());
            case ErrorResponse known -> new Answer(inOurWords(known, request), known.getHeaders());
            case HttpMessageNotReadableException unreadable -> new Answer(unreadable(unreadable));
            case MethodArgumentTypeMismatchException mismatch ->
                new Answer(Refused.badParameter(mismatch.getName(), expected(mismatch))
                        .getBody());
            default -> new Answer(unexpected(failure, request));
        };
    }

    private static ProblemDetail inOurWords(ErrorResponse known, HttpServletRequest request) {
        var problem = known.getBody();
        switch (known) {
            case NoResourceFoundException nothing ->
                problem.setDetail("There is nothing at this path. /swagger-ui.html describes the API.");
            case HttpRequestMethodNotSupportedException method ->
                problem.setDetail(request.getMethod() + " is not possible here; the header Allow lists what is.");
            case HttpMediaTypeNotSupportedException type ->
                problem.setDetail("Send the body as application/json"
                        + (request.getMethod().equals("PATCH") ? " or application/merge-patch+json." : "."));
            case HttpMediaTypeNotAcceptableException type ->
                problem.setDetail("Only JSON is answered here: let Accept include application/json.");
            default -> {}
        }
        return problem;
    }

    private static ProblemDetail unreadable(HttpMessageNotReadableException failure) {
        var detail = failure.getCause() instanceof IOException
                ? "The body broke off. Send it whole."
                : "The body is empty. Send a JSON document.";
        return Refused.malformed(new StageText.Malformed(1, 1, detail)).getBody();
    }

    private static String expected(MethodArgumentTypeMismatchException mismatch) {
        var type = mismatch.getRequiredType();
        return type == boolean.class ? "true or false" : "a whole number";
    }

    private static ProblemDetail unexpected(Exception failure, HttpServletRequest request) {
        var reference = UUID.randomUUID().toString();
        log.error("{} {} failed, reference {}", request.getMethod(), request.getRequestURI(), reference, failure);
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong here that should not. The log tells more beside the reference " + reference
                        + ".");
        problem.setProperty("reference", reference);
        return problem;
    }
}

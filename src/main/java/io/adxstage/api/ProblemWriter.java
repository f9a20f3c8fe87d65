package io.adxstage.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems, whatever the request said it accepts: RFC 9457 leaves no client without the reason. */
@Component
class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** A problem and the headers that belong to it, such as {@code Allow}. */
    record Answer(ProblemDetail problem, HttpHeaders headers) {
        Answer(ProblemDetail problem) {
            this(problem, new HttpHeaders());
        }
    }

    static boolean isApi(String path, HttpServletRequest request) {
        var api = request.getContextPath() + "/api";
        return path.equals(api) || path.startsWith(api + "/");
    }

    void write(Answer answer, String path, HttpServletResponse response) throws IOException {
        var problem = answer.problem();
        try {
            problem.setInstance(URI.create(path));
        } catch (IllegalArgumentException e) {
            problem.setInstance(null);
        }
        answer.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        json.writeValue(response.getOutputStream(), problem);
    }
}

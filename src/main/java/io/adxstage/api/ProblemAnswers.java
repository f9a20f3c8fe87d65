package io.adxstage.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Answers whatever goes wrong below {@code /api} as a problem of RFC 9457, also where no controller was found. Pages
 * have error pages of their own, so this looks at the path rather than being an advice for all.
 */
@Component
class ProblemAnswers implements HandlerExceptionResolver, Ordered {

    private final ProblemWriter writer;

    ProblemAnswers(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!ProblemWriter.isApi(request.getRequestURI(), request)) {
            return null;
        }
        if (!DisconnectedClientHelper.isClientDisconnectedException(failure) && !response.isCommitted()) {
            var answer = Failures.answer(failure, request);
            try {
                response.resetBuffer();
                writer.write(answer, request.getRequestURI(), response);
            } catch (IOException e) {
                // Nobody is left to hear it.
                return new ModelAndView();
            }
        }
        return new ModelAndView();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

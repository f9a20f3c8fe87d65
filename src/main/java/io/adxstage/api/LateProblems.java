package io.adxstage.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/** What fails outside the controllers, in a filter or in the server, is forwarded to an error page: below /api, not. */
@Configuration(proxyBeanMethods = false)
class LateProblems {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> lateProblemsFilter(ProblemWriter writer) {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new ErrorPage(writer));
        registration.setDispatcherTypes(DispatcherType.ERROR);
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    /** Takes the place of the error page. */
    private static final class ErrorPage extends OncePerRequestFilter {

        private final ProblemWriter writer;

        ErrorPage(ProblemWriter writer) {
            this.writer = writer;
        }

        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                    && ProblemWriter.isApi(path, request)) {
                writer.write(new ProblemWriter.Answer(ProblemDetail.forStatus(status(request))), path, response);
            } else {
                chain.doFilter(request, response);
            }
        }

        private static HttpStatus status(HttpServletRequest request) {
            var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                    ? HttpStatus.resolve(code)
                    : null;
            return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        }
    }
}

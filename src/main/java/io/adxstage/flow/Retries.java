package io.adxstage.flow;

import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.integration.handler.advice.RequestHandlerRetryAdvice;
import org.springframework.integration.support.ErrorMessageUtils;
import org.springframework.messaging.Message;

/** The retry of a stage as advice on its delivery. A batch that exhausts it stays, as a failed batch. */
final class Retries {

    private Retries() {}

    @SuppressWarnings("NullAway") // No reply is an answer that the advice's signature does not know.
    static RequestHandlerRetryAdvice advice(Retry retry) {
        RequestHandlerRetryAdvice advice = new RequestHandlerRetryAdvice();
        advice.setRetryPolicy(policy(retry));
        advice.setRecoveryCallback((context, exhausted) -> {
            Object failed = context.getAttribute(ErrorMessageUtils.INPUT_MESSAGE_CONTEXT_KEY);
            // An interrupt is the stage being stopped in a pause: the batch is sent by the next run.
            if (!Thread.currentThread().isInterrupted() && failed instanceof Message<?> message) {
                SealedBatch batch = (SealedBatch) message.getPayload();
                batch.failed("Given up after " + batch.attempts()
                        + (batch.attempts() == 1 ? " attempt: " : " attempts: ") + batch.lastError());
            }
            return null;
        });
        return advice;
    }

    static RetryPolicy policy(Retry retry) {
        return switch (retry) {
            case Retry.Default always ->
                exponential(Duration.ofSeconds(1), Duration.ofMinutes(2)).build();
            case Retry.None none -> RetryPolicy.builder().maxRetries(0).build();
            case Retry.Fixed fixed ->
                RetryPolicy.builder()
                        .delay(fixed.interval().duration())
                        .maxRetries(most(fixed.maxRetries()))
                        .build();
            case Retry.Exponential exponential ->
                exponential(
                                exponential.interval().duration(),
                                exponential.maxInterval().duration())
                        .maxRetries(most(exponential.maxRetries()))
                        .build();
        };
    }

    private static RetryPolicy.Builder exponential(Duration first, Duration longest) {
        Duration least = first.compareTo(longest) > 0 ? longest : first;
        return RetryPolicy.builder()
                .delay(least)
                .multiplier(2)
                .maxDelay(longest)
                .jitter(least.dividedBy(4))
                .maxRetries(Integer.MAX_VALUE);
    }

    private static long most(@Nullable Integer maxRetries) {
        return maxRetries == null ? Integer.MAX_VALUE : maxRetries;
    }
}

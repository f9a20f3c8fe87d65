package io.adxstage.flow;

import io.adxstage.mqtt.Burst;
import io.adxstage.spool.SealedBatch;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.integration.handler.advice.RequestHandlerRetryAdvice;
import org.springframework.messaging.MessageChannel;

/**
 * A running stage, on one page.
 *
 * <p>Messages come in from MQTT, as many together as there are. Unless it is stored already, each becomes rows (or a dead letter). The rows are
 * appended to the open batch, which is a file; once they are on disk, their messages are acknowledged. A full or timed-out batch is sealed and queued, and a
 * single worker sends one batch after the other to Azure Data Explorer, as often as the stage's retry says.
 */
final class StageFlow {

    private StageFlow() {}

    static IntegrationFlow of(
            MessageProducerSupport mqtt,
            ToRows toRows,
            MessageChannel rows,
            OpenBatches openBatches,
            ExecutorChannel sealed,
            Deliver deliver,
            RequestHandlerRetryAdvice retry) {
        return IntegrationFlow.from(mqtt)
                .splitWith(bursts -> bursts.expectedType(Burst.class)
                        .function(toRows::portions)
                        .applySequence(false))
                .channel(rows)
                .aggregate(batch -> batch.messageStore(openBatches)
                        .correlationStrategy(message -> openBatches.groupId())
                        .releaseStrategy(openBatches::isFull)
                        .sendPartialResultOnExpiry(true)
                        .outputProcessor(openBatches::seal))
                .channel(sealed)
                .handle(SealedBatch.class, deliver, adx -> adx.advice(retry))
                .get();
    }
}

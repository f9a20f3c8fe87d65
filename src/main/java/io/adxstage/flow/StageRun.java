package io.adxstage.flow;

import io.adxstage.adx.Clusters;
import io.adxstage.adx.Destination;
import io.adxstage.adx.LiveTables;
import io.adxstage.letters.LetterBox;
import io.adxstage.message.Projection;
import io.adxstage.mqtt.MqttInbound;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.StageSpool;
import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.Stage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.TaskScheduler;

/** One run of one version of a stage: its registered flow, and what the flow is made of. */
final class StageRun {

    private static final Logger log = LoggerFactory.getLogger(StageRun.class);

    /** How long a stop waits, most of all for an attempt under way: cut off, nobody knew whether it arrived. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String id;
    private final Health health;
    private final Route route;
    private final Replaying replaying;
    private final OpenBatches openBatches;
    private final List<OpenBatch> leftOpen;
    private final Books books;
    private final LetterBox letters;
    private final ThreadPoolExecutor worker;
    private final Deliver deliver;
    private final MessageProducerSupport inbound;
    private final Clusters.Lease lease;
    private final @Nullable Instant certificateExpiresAt;
    private final TableCheck tableCheck;
    private final ExecutorChannel sealed;
    private final IntegrationFlowContext.IntegrationFlowRegistration registration;

    /**
     * Registers and starts the flow, and sends what an earlier run left.
     *
     * @param mqtt makes the way in; absent for a stage that only drains
     * @param leftOpen batches of an earlier run that are not sealed yet; emptied
     * @throws io.adxstage.stage.SecretUnavailable where a secret leads nowhere; nothing runs then
     */
    StageRun(
            String id,
            Stage stage,
            @Nullable Input input,
            @Nullable Function<MqttInbound.Watcher, MqttInbound> mqtt,
            Clusters clusters,
            LiveTables tables,
            StageSpool spool,
            List<OpenBatch> leftOpen,
            Books books,
            LetterBox letters,
            TaskScheduler timer,
            IntegrationFlowContext flows) {
        this.id = id;
        this.leftOpen = leftOpen;
        this.books = books;
        this.letters = letters;
        Format format = input == null ? new Format.Json() : input.format();
        this.health = new Health(spool.redeliveries(), books);
        this.inbound = mqtt == null ? new Idle() : mqtt.apply(health);
        this.lease = clusters.lease(stage.clusterUrl(), stage.authentication());
        this.certificateExpiresAt =
                clusters.certificateExpires(stage.authentication()).orElse(null);
        Destination destination = Destination.of(stage);
        this.route = new Route(stage.ingestion());
        this.openBatches = new OpenBatches(id, Route.limits(stage), destination, spool, books, timer);
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofVirtual().name("deliver-" + id).factory());
        this.sealed = new ExecutorChannel(worker);
        this.deliver = new Deliver(clusters, stage.authentication(), route, books, health);
        this.tableCheck = new TableCheck(stage, tables);
        Projection projection = new Projection(format, stage.batch().path(), stage.columns(), tableCheck.guard());
        DirectChannel rows = new DirectChannel();
        this.replaying =
                new Replaying(projection, letters, spool.redeliveries(), openBatches, rows, books, Replaying.PATIENCE);
        this.registration = flows.registration(StageFlow.of(
                        inbound,
                        new ToRows(
                                projection,
                                letters,
                                spool.redeliveries(),
                                new Redelivered(spool.redeliveries(), openBatches, letters),
                                openBatches,
                                books),
                        rows,
                        openBatches,
                        sealed,
                        deliver,
                        Retries.advice(stage.retry())))
                .id("stage-" + id)
                .useFlowIdAsPrefix()
                .autoStartup(false)
                .register();
        List<SealedBatch> earlier = books.toSend();
        takeUp(mqtt == null ? null : Destinations.label(destination));
        if (stage.onMismatch() != Stage.OnMismatch.WARN) {
            tableCheck.awaitFirstLook();
        }
        registration.start();
        openBatches.timeAdopted();
        // The flow takes nothing before it is started, and seals batches of its own from then on.
        earlier.forEach(this::send);
        sealLeftOpen();
    }

    /** The youngest goes on, if it collects for the same table. */
    private void takeUp(@Nullable String label) {
        OpenBatch youngest = leftOpen.isEmpty() ? null : leftOpen.getLast();
        if (youngest != null && youngest.label().equals(label)) {
            leftOpen.remove(youngest);
            openBatches.adopt(youngest);
        }
    }

    private void sealLeftOpen() {
        for (OpenBatch batch : List.copyOf(leftOpen)) {
            try {
                SealedBatch done = batch.seal();
                leftOpen.remove(batch);
                books.sealed(done);
                send(done);
            } catch (UncheckedIOException full) {
                log.warn("Stage {}: {}", id, full.getMessage());
            }
        }
    }

    /** Hands a batch to the flow, behind the aggregator. */
    void send(SealedBatch batch) {
        sealed.send(new GenericMessage<>(batch));
    }

    /** Of the identity towards the cluster; absent where it has no certificate. */
    @Nullable
    Instant certificateExpiresAt() {
        return certificateExpiresAt;
    }

    Health health() {
        return health;
    }

    DeliveryNotes deliveryNotes() {
        return route.notes();
    }

    TableCheck tableCheck() {
        return tableCheck;
    }

    @Nullable
    String diskTrouble() {
        String trouble = openBatches.trouble();
        return trouble != null ? trouble : letters.trouble();
    }

    /** Does on a full disk what can be done. */
    void relieve() {
        openBatches.relieve();
        sealLeftOpen();
    }

    Replay replay() {
        return replaying.run();
    }

    void flush() {
        openBatches.release();
    }

    /** Stops taking messages, seals what is open, and stops sending. What is not sent stays on disk. */
    void stop() {
        openBatches.stopWaiting();
        inbound.stop();
        seal();
        end();
    }

    /** On a full disk sealing waits for room: not for longer than a stop may. The next start completes the file. */
    private void seal() {
        Thread sealing = Thread.ofVirtual().name("seal-" + id).start(openBatches::close);
        try {
            if (!sealing.join(PATIENCE)) {
                log.warn("Stage {}: the open batch could not be sealed in time; the next start seals it", id);
                sealing.interrupt();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops, and gives the open batch up: nothing more is sent. */
    void abandon() {
        openBatches.stopWaiting();
        inbound.stop();
        openBatches.discard();
        end();
    }

    private void end() {
        worker.getQueue().clear();
        if (!deliver.quiesce(PATIENCE)) {
            log.warn("Stage {}: an attempt to send is cut off; the batch is sent again", id);
        }
        worker.shutdownNow();
        registration.destroy();
        tableCheck.close();
        lease.close();
    }

    /** Answers whether this run has a session that it could end. */
    boolean endSession() {
        if (inbound instanceof MqttInbound mqtt) {
            mqtt.endSession();
            return true;
        }
        return false;
    }
}

package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.data.tables.models.TableEntity;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.testing.FaultProxy;
import io.adxstage.testing.FaultProxy.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be found out about a batch after it was accepted, and what cannot. */
class InquiryTests {

    @TempDir
    Path dir;

    private Target target;

    @BeforeEach
    void open() throws Exception {
        target = new Target(dir, Duration.ofMinutes(1), 2);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    private Followed send(SealedBatch batch, String table) {
        Destination destination = target.destination(table);
        Delivery delivery = target.cluster.send(batch, destination, false);
        assertThat(delivery).isInstanceOf(Delivery.Accepted.class);
        return new Followed(batch.id(), destination, false, ((Delivery.Accepted) delivery).receipt(), Instant.now());
    }

    private Finding look(Followed batch) throws Exception {
        return Objects.requireNonNull(target.cluster.lookFor(List.of(batch)).get(batch.id()));
    }

    @Test
    void theReportTellsThatABatchArrived() throws Exception {
        Followed batch = send(target.batch(1), "ovens");
        assertThat(look(batch))
                .isInstanceOfSatisfying(
                        Finding.Arrived.class,
                        arrived -> assertThat(arrived.at())
                                .isBetween(batch.acceptedAt().minusSeconds(60), Instant.now()));
    }

    @Test
    void theReceiptHoldsNoSignature() throws Exception {
        assertThat(send(target.batch(1), "ovens").receipt())
                .contains("/storage/statuses")
                .doesNotContain("sig=");
    }

    @Test
    void theReportTellsWhyABatchWasRejected() throws Exception {
        Followed batch = send(target.batch(1), "missing");
        assertThat(look(batch)).isInstanceOfSatisfying(Finding.Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains("BadRequest_TableNotExist", "'missing' does not exist");
            assertThat(rejected.partly()).isFalse();
        });
    }

    @Test
    void twoSendingsOfABatchHaveReportsOfTheirOwn() throws Exception {
        SealedBatch batch = target.batch(1);
        Followed first = send(batch, "missing");
        Followed second = send(batch, "ovens");
        assertThat(look(first)).isInstanceOf(Finding.Rejected.class);
        assertThat(look(second)).isInstanceOf(Finding.Arrived.class);
    }

    @Test
    void beyondTheDaysReportsAnArrivalCannotBeSeenAndThatIsSaid() throws Exception {
        send(target.batch(1), "ovens");
        send(target.batch(2), "ovens");
        Followed third = send(target.batch(3), "ovens");
        assertThat(target.rows()).isEqualTo(6);
        assertThat(look(third))
                .isInstanceOfSatisfying(
                        Finding.Hidden.class,
                        hidden -> assertThat(hidden.reason()).contains("arrival-reports-per-day", "no tag"));
    }

    @Test
    void withoutAReportTheListOfFailuresTellsOfARejection() throws Exception {
        send(target.batch(1), "ovens");
        send(target.batch(2), "ovens");
        Followed third = send(target.batch(3), "missing");
        assertThat(look(third))
                .isInstanceOfSatisfying(
                        Finding.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("'missing' does not exist"));
    }

    @Test
    void aStatusTableThatRefusesIsNoReasonNotToSend() throws Exception {
        target.proxy.set(Kind.OTHER, FaultProxy.Mode.STORAGE_FORBIDDEN);
        Followed batch = send(target.batch(1), "ovens");
        assertThat(target.rows()).isEqualTo(2);
        long asked = target.proxy.requests(Kind.OTHER);
        send(target.batch(2), "ovens");
        assertThat(target.proxy.requests(Kind.OTHER))
                .as("left alone for a while")
                .isEqualTo(asked);
        assertThat(look(batch)).isInstanceOf(Finding.Hidden.class);
    }

    @Test
    void aReportThatCannotBeReadNowIsReadLater() throws Exception {
        Followed batch = send(target.batch(1), "ovens");
        target.proxy.set(Kind.OTHER, FaultProxy.Mode.STORAGE_FORBIDDEN);
        assertThat(look(batch))
                .isInstanceOfSatisfying(
                        Finding.Hidden.class,
                        hidden -> assertThat(hidden.reason()).contains("does not show the report at present"));
        target.proxy.set(Kind.OTHER, FaultProxy.Mode.PASS);
        assertThat(look(batch)).isInstanceOf(Finding.Arrived.class);
    }

    /** A report on a sending with some properties. */
    private Finding reported(boolean isLastLook, String... properties) {
        StatusTable table =
                StatusTable.at(target.standIn.url() + "/storage/statuses?sig=x", new JdkHttpClientBuilder().build());
        UUID batch = UUID.randomUUID();
        UUID upload = UUID.randomUUID();
        TableEntity report = new TableEntity(batch.toString(), StatusTable.key(upload));
        for (int i = 0; i < properties.length; i += 2) {
            report.addProperty(properties[i], properties[i + 1]);
        }
        table.client().createEntity(report);
        return table.read(batch, upload, isLastLook);
    }

    @Test
    void everyWordOfAReportIsUnderstood() {
        assertThat(reported(false, "Status", "Pending")).isEqualTo(new Finding.Waiting());
        assertThat(reported(false, "Status", "Queued")).isEqualTo(new Finding.Waiting());
        assertThat(reported(false, "Status", "SomethingNew")).isEqualTo(new Finding.Waiting());
        assertThat(reported(false, "Status", "Succeeded")).isInstanceOf(Finding.Arrived.class);
        assertThat(reported(false, "Status", "Skipped")).isInstanceOf(Finding.Arrived.class);
        assertThat(reported(false, "Status", "PartiallySucceeded", "Details", "some"))
                .isInstanceOfSatisfying(
                        Finding.Rejected.class,
                        rejected -> assertThat(rejected.partly()).isTrue());
        assertThat(reported(false, "Status", "Failed", "FailureStatus", "Exhausted", "Details", "gave up"))
                .isInstanceOfSatisfying(
                        Finding.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("gave up."));
    }

    @Test
    void aPassingFailureIsNoneBeforeTheLastLook() {
        assertThat(reported(false, "Status", "Failed", "FailureStatus", "Transient"))
                .isEqualTo(new Finding.Waiting());
        assertThat(reported(true, "Status", "Failed", "FailureStatus", "Transient"))
                .isInstanceOf(Finding.Rejected.class);
    }

    @Test
    void aReasonShowsNoSignature() {
        assertThat(StatusTable.why("", "Cannot read https://s.blob.core.windows.net/c/b?sv=1&sig=canary"))
                .doesNotContain("canary")
                .contains("https://s.blob.core.windows.net/c/b");
    }

    /** Answers as it is told to, and notes what was asked. */
    private static final class Cluster implements Inquiry.Questions {
        private final List<String> asked = new ArrayList<>();
        private Answer toCommands = new Answer.Table(List.of());
        private Answer toQueries = new Answer.Table(List.of());

        @Override
        public Answer command(String database, String command, Duration patience) {
            asked.add(command);
            return toCommands;
        }

        @Override
        public Answer query(String database, String query, Duration patience) {
            asked.add(query);
            return toQueries;
        }

        Map<UUID, Finding> about(Followed... batches) throws Exception {
            return new Inquiry(
                            new UploadAreas(() -> {
                                throw new IllegalStateException("nobody asks");
                            }),
                            this,
                            new Authentication.None())
                    .about(Arrays.asList(batches));
        }
    }

    private Followed unreported(boolean isTagged) {
        return new Followed(
                UUID.randomUUID(),
                target.destination("ovens"),
                isTagged,
                new Receipt(UUID.randomUUID(), null).text(),
                Instant.now());
    }

    private static Answer.Row row(Object... cells) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            values.put(cells[i].toString(), cells[i + 1]);
        }
        return new Answer.Row(values);
    }

    @Test
    void taggedBatchesAreLookedForTogether() throws Exception {
        Cluster cluster = new Cluster();
        Followed there = unreported(true);
        Followed out = unreported(true);
        cluster.toQueries =
                new Answer.Table(List.of(row("Tags", "[\"ingest-by:" + there.id() + "\",\"other\"]", "Rows", 12)));

        Map<UUID, Finding> findings = cluster.about(there, out);
        assertThat(findings.get(there.id())).isInstanceOf(Finding.Arrived.class);
        assertThat(findings.get(out.id())).isEqualTo(new Finding.Waiting());
        assertThat(cluster.asked).hasSize(2);
        assertThat(cluster.asked.getLast())
                .startsWith("['ovens'] | where extent_tags() has_any")
                .contains(there.id().toString(), out.id().toString());
    }

    @Test
    void whereTheIdentityMayNotReadThatIsSaidWithTheMend() throws Exception {
        Cluster cluster = new Cluster();
        cluster.toCommands = new Answer.Failed(Trouble.FORBIDDEN, "No.", "403");
        cluster.toQueries = new Answer.Failed(Trouble.FORBIDDEN, "No.", "403");
        Followed batch = unreported(true);
        assertThat(cluster.about(batch).get(batch.id()))
                .isInstanceOfSatisfying(
                        Finding.Hidden.class,
                        hidden -> assertThat(hidden.reason()).contains(".add database ['factory'] viewers"));
    }

    @Test
    void aFailureCountsOnlyWhereItIsFinalAndTheTablesOwn() throws Exception {
        Cluster cluster = new Cluster();
        Followed batch = unreported(false);
        String path = "https://s.blob.core.windows.net/c/"
                + Receipt.blob(batch.id(), Objects.requireNonNull(batch.read()).upload());
        for (List<Object> passing : List.of(
                List.<Object>of("Transient", false, path),
                List.<Object>of("Permanent", true, path),
                List.<Object>of("Permanent", false, path.replace(batch.id().toString(), "another")))) {
            cluster.toCommands = new Answer.Table(List.of(failure(passing)));
            assertThat(cluster.about(batch).get(batch.id())).isInstanceOf(Finding.Hidden.class);
        }
        cluster.toCommands = new Answer.Table(List.of(failure(List.of("Permanent", false, path))));
        assertThat(cluster.about(batch).get(batch.id())).isInstanceOf(Finding.Rejected.class);
    }

    private static Answer.Row failure(List<Object> of) {
        return row(
                "FailureKind", of.get(0),
                "OriginatesFromUpdatePolicy", of.get(1),
                "IngestionSourcePath", of.get(2),
                "Details", "Broken.");
    }

    @Test
    void aBatchThatNothingIsKnownOfIsNotClaimedToArrive() throws Exception {
        Followed batch =
                new Followed(UUID.randomUUID(), target.destination("ovens"), false, "not a receipt", Instant.now());
        assertThat(new Cluster().about(batch).get(batch.id())).isInstanceOf(Finding.Hidden.class);
    }
}

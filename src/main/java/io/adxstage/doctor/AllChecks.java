package io.adxstage.doctor;

import io.adxstage.adx.Answer;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.Clusters;
import io.adxstage.adx.Uploads;
import io.adxstage.mqtt.BrokerProbe;
import io.adxstage.mqtt.MqttInbounds;
import io.adxstage.stage.Corrections.Correction;
import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.InstanceInput;
import io.adxstage.stage.Problem;
import io.adxstage.stage.SecretUnavailable;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at everything there is to look at. */
@Component
class AllChecks implements Doctor {

    private static final Duration BUDGET = Duration.ofSeconds(14);

    /** For each answer of a broker; a connection needs a few. */
    private static final Duration BROKER = Duration.ofSeconds(4);

    private final Clusters clusters;
    private final MqttInbounds inbounds;
    private final InstanceInput instance;

    AllChecks(Clusters clusters, MqttInbounds inbounds, InstanceInput instance) {
        this.clusters = clusters;
        this.inbounds = inbounds;
        this.instance = instance;
    }

    @Override
    public Examination examine(Patient patient) {
        return examine(patient, Progress.UNHEARD);
    }

    @Override
    public Examination examine(Patient patient, Progress progress) {
        Stage stage = patient.stage();
        Input input = stage.input() != null ? stage.input() : instance.find().orElse(null);
        List<AutoCloseable> opened = new ArrayList<>();
        try (Round round = new Round(BUDGET)) {
            document(round, patient);
            cluster(round, patient, input, opened);
            broker(round, input, opened);
            return new Examination(round.checks(progress));
        } finally {
            // Who hangs is not waited for.
            opened.forEach(one -> Thread.ofVirtual().start(() -> close(one)));
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception gone) {
            // It was only looked through.
        }
    }

    private static void document(Round round, Patient patient) {
        for (Correction slip : patient.corrections()) {
            round.check(
                    Subject.DOCUMENT,
                    slip.pointer(),
                    List.of(),
                    () -> Verdict.failed(
                            slip.written()
                                    + " is not the cluster's own URI, but its ingestion URI or one with more behind"
                                    + " the host. Write the one below into "
                                    + slip.pointer().substring(1)
                                    + "; everything else here was tested with it.",
                            slip.right()));
        }
        for (Problem doubt : patient.warnings()) {
            round.check(
                    Subject.DOCUMENT,
                    doubt.pointer(),
                    List.of(),
                    () -> Verdict.warning(doubt.pointer() + " " + doubt.detail(), null, true));
        }
        if (patient.corrections().isEmpty() && patient.warnings().isEmpty()) {
            round.check(Subject.DOCUMENT, List.of(), () -> Verdict.passed("The document is valid.", true));
        }
    }

    private void cluster(Round round, Patient patient, @Nullable Input input, List<AutoCloseable> opened) {
        Stage stage = patient.stage();
        ClusterProbe probe;
        try {
            probe = clusters.probe(stage.clusterUrl(), stage.authentication());
        } catch (SecretUnavailable | IllegalArgumentException unusable) {
            round.check(
                    Subject.TOKEN,
                    List.of(),
                    () -> Verdict.failed(
                            unusable.getMessage() + " Nothing of the cluster was tried without it.", null));
            return;
        }
        opened.add(probe);
        Sample sample = new Sample(
                stage, Optional.ofNullable(input).map(Input::format).orElseGet(Format.Json::new), patient.samples());
        RightsChecks rights = new RightsChecks(round, probe, stage);
        TableChecks tables = new TableChecks(round, probe, stage, sample);

        var way = new NetworkChecks(round, probe).begin();
        var services = new IdentityChecks(round, probe, stage).begin(way);
        Round.Pending<Uploads> uploads = rights.ask(services.ingestion());
        Round.Pending<Answer> look = tables.look(services.cluster());
        rights.ingestRight(uploads);
        tables.readRight(look);
        Round.Pending<Answer.Table> database = tables.database(look);
        Round.Pending<Map<String, String>> table = tables.table(database);
        tables.columns(table);
        new PolicyChecks(round, probe, stage).begin(database, table);
        rights.storage(uploads);
    }

    private void broker(Round round, @Nullable Input input, List<AutoCloseable> opened) {
        if (input == null) {
            round.check(
                    Subject.BROKER,
                    List.of(),
                    () -> Verdict.failed(
                            "The stage has no input, and this service has no default one: give it an input, or have the"
                                    + " operator set adx-stage.input.",
                            null));
            return;
        }
        try {
            BrokerProbe probe = inbounds.probe(input, BROKER);
            opened.add(probe);
            new BrokerChecks(round, probe, input).begin();
        } catch (SecretUnavailable | IllegalArgumentException unusable) {
            round.check(
                    Subject.BROKER_CONNECT,
                    List.of(),
                    () -> Verdict.failed(String.valueOf(unusable.getMessage()), null));
        }
    }
}

package io.adxstage.flow;

import io.adxstage.local.AdxStandIn;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.Publisher;
import io.adxstage.testing.RequiresProgram;
import io.adxstage.testing.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A real broker, the whole service, the vendor's SDK and a stand-in for the cluster. */
@RequiresProgram("mosquitto")
abstract class WholeFlow {

    static final String OVEN = """
            {"Batch":102,"CurrentTemperature":7109,"Customer":"Contoso","IsSpare":true,"LastKnownTemperature":7109,\
            "Pressure":7109,"Timestamp":"2023-08-10T00:54:58.6572007Z","assetName":"oven"}""";

    @TempDir
    Path folder;

    Mosquitto mosquitto;
    AdxStandIn adx;
    RunningService service;
    Publisher publisher;

    @BeforeEach
    void startEverything() throws Exception {
        mosquitto = Mosquitto.start(folder.resolve("mosquitto"), brokerSettings());
        adx = AdxStandIn.inMemory().start();
        startService();
    }

    String[] brokerSettings() {
        return new String[0];
    }

    void startService(String... furtherSettings) throws Exception {
        List<String> settings = new ArrayList<>(List.of(
                "--adx-stage.input.broker=" + mosquitto.url(),
                "--adx-stage.input.topics=plant/#",
                "--adx-stage.mqtt.max-reconnect-delay=1s"));
        settings.addAll(List.of(furtherSettings));
        service = RunningService.start(folder.resolve("data"), settings.toArray(String[]::new));
        if (publisher == null && brokerSettings().length == 0) {
            publisher = new Publisher(mosquitto.port());
        }
    }

    @AfterEach
    void stopEverything() throws Exception {
        if (service != null) {
            service.close();
        }
        if (publisher != null) {
            publisher.close();
        }
        if (adx != null) {
            adx.close();
        }
        if (mosquitto != null) {
            mosquitto.close();
        }
    }

    /** Where stages send to. */
    String clusterUrl() {
        return adx.url();
    }

    /** A stage that sends what comes within a second; further members come before the end. */
    String stage(String table, String columns, String... members) {
        return """
                {"displayName": "%s", "clusterUrl": "%s", "database": "plant", "table": "%s",
                 "authentication": {"type": "none"}, "columns": %s%s}""".formatted(
                        table,
                        clusterUrl(),
                        table,
                        columns,
                        members.length == 0 ? ", \"batch\": {\"time\": \"300ms\"}" : ", " + String.join(", ", members));
    }

    List<ObjectNode> awaitRows(String table, int count) {
        return Awaitility.await(count + " rows in " + table)
                .atMost(Duration.ofSeconds(90))
                .until(() -> adx.rows("plant", table), rows -> rows.size() >= count);
    }
}

package io.adxstage.local;

import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stage that is there on the first run, and its table. It is made once: who deletes it has deleted it. While nobody
 * changed it, it follows the ports that local mode listens on; after that it is the user's.
 */
final class ReadyStage implements SmartInitializingSingleton {

    static final String ID = "local-oven";
    static final String DATABASE = "factory";
    static final String TABLE = "ovens";

    private static final String WHO = "local mode";
    private static final String SCHEMA = "Batch:int, CurrentTemperature:long, Customer:string, IsSpare:bool,"
            + " LastKnownTemperature:long, Pressure:long, Timestamp:datetime, assetName:string";
    private static final Logger log = LoggerFactory.getLogger(ReadyStage.class);

    private final Stages stages;
    private final AdxStandIn standIn;
    private final LocalPorts ports;

    ReadyStage(Stages stages, AdxStandIn standIn, LocalPorts ports) {
        this.stages = stages;
        this.standIn = standIn;
        this.ports = ports;
    }

    @Override
    public void afterSingletonsInstantiated() {
        standIn.createTable(DATABASE, TABLE, SCHEMA);
        openForStreaming();
        stages.createOnce(ID, document(ports), WHO).ifPresent(this::follow);
    }

    /** So that streaming can be tried; who closes it has closed it. */
    private void openForStreaming() {
        String policy = "table " + TABLE + " policy streamingingestion";
        JsonNode row = standIn.command(DATABASE, ".show " + policy).at("/Tables/0/Rows/0");
        if (row.path(2).asString("null").equals("null")) {
            standIn.command(DATABASE, ".alter " + policy + " enable");
        }
    }

    private void follow(StoredStage stored) {
        ObjectNode current = stored.document().deepCopy();
        current.put("clusterUrl", ports.clusterUrl());
        current.withObject("input").put("broker", ports.brokerUrl());
        if (current.equals(stored.document())) {
            return;
        }
        if (stored.savedBy().equals(WHO)) {
            stages.replace(ID, current, stored.version(), WHO);
            log.info("Stage {} now uses {} and {}.", ID, ports.clusterUrl(), ports.brokerUrl());
        } else {
            log.info(
                    "Local mode listens on {} and {}, stage {} was changed by hand and uses {} and {}: edit it if that is not"
                            + " meant.",
                    ports.clusterUrl(),
                    ports.brokerUrl(),
                    ID,
                    stored.document().path("clusterUrl").asString("nothing"),
                    stored.document().path("input").path("broker").asString("the default input"));
        }
    }

    static ObjectNode document(LocalPorts ports) {
        ObjectNode stage = JsonNodeFactory.instance.objectNode();
        stage.put("displayName", "Oven telemetry")
                .put("description", "The sample of local mode: what three ovens publish becomes rows of factory.ovens.")
                .put("type", "output/dataexplorer@v1")
                .put("clusterUrl", ports.clusterUrl())
                .put("database", DATABASE)
                .put("table", TABLE);
        stage.putObject("authentication").put("type", "none");
        stage.putObject("batch").put("time", "5s").put("path", ".payload");
        ArrayNode columns = stage.putArray("columns");
        for (String column : List.of(
                "Batch",
                "CurrentTemperature",
                "Customer",
                "IsSpare",
                "LastKnownTemperature",
                "Pressure",
                "Timestamp",
                "assetName")) {
            columns.addObject().put("name", column).put("path", "." + column);
        }
        ObjectNode input = stage.putObject("input");
        input.put("type", "input/mqtt@v1").put("broker", ports.brokerUrl());
        input.putArray("topics").add("factory/oven/+");
        return stage;
    }
}

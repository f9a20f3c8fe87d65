package io.adxstage.stage;

import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents to test with. */
final class Drafts {

    /** As the retired product wrote it. */
    static final String EXPORTED = """
            {
              "displayName": "Azure data explorer - 71c308",
              "type": "output/dataexplorer@v1",
              "viewOptions": {"position": {"x": 0, "y": 784}},
              "clusterUrl": "https://clusterurl.region.kusto.windows.net",
              "database": "databaseName",
              "table": "quickstart",
              "authentication": {
                "type": "servicePrincipal",
                "tenantId": "tenantId",
                "clientId": "clientId",
                "clientSecret": "secretReference"
              },
              "batch": {"time": "5s", "path": ".payload"},
              "columns": [
                {"name": "Timestamp", "path": ".Timestamp"},
                {"name": "AssetName", "path": ".assetName"},
                {"name": "Customer", "path": ".Customer"},
                {"name": "Batch", "path": ".Batch"},
                {"name": "CurrentTemperature", "path": ".CurrentTemperature"},
                {"name": "LastKnownTemperature", "path": ".LastKnownTemperature"},
                {"name": "Pressure", "path": ".Pressure"},
                {"name": "IsSpare", "path": ".IsSpare"}
              ],
              "retry": {"type": "fixed", "interval": "20s", "maxRetries": 4}
            }""";

    /** What is required, and no more. */
    static final String SMALLEST = """
            {
              "displayName": "Ovens",
              "clusterUrl": "https://ovens.westeurope.kusto.windows.net",
              "database": "factory",
              "table": "ovens",
              "authentication": {"type": "managedIdentity"},
              "columns": [{"name": "temperature"}]
            }""";

    /** Every key of the stage itself. */
    static final String FULL = """
            {
              "displayName": "Ovens",
              "description": "Oven telemetry of hall 3",
              "type": "output/dataexplorer@v1",
              "enabled": false,
              "clusterUrl": "https://ovens.westeurope.kusto.windows.net/",
              "database": "factory",
              "table": "ovens",
              "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "s~3cret"},
              "batch": {"time": "1m30s", "path": ".payload.records", "maxRows": 1000, "maxBytes": 1048576},
              "columns": [{"name": "temperature", "path": ".t"}, {"name": "asset-id", "path": ".[\\"asset-id\\"][0]"}],
              "retry": {"type": "exponential", "interval": "2s", "maxInterval": "5m", "maxRetries": 0},
              "ingestion": "streaming",
              "onMismatch": "deadLetter",
              "input": {
                "type": "input/mqtt@v1",
                "broker": "mqtts://broker.example.com:8883",
                "topics": ["assets/#", "$share/adx/halls/+/state"],
                "qos": 2,
                "cleanSession": true,
                "sessionExpiry": "1h",
                "clientId": "ovens-1",
                "retained": "never",
                "authentication": {"type": "usernamePassword", "username": "u", "password": "${file:broker/password}"},
                "tls": {"caCertificate": "-----BEGIN CERTIFICATE-----\\nMII=\\n-----END CERTIFICATE-----\\n"},
                "format": {
                  "type": "csv",
                  "header": true,
                  "columns": [{"name": "t", "type": "float", "path": ".temperature"}, {"name": "id"}],
                  "delimiter": ";"
                },
                "partitionCount": 2,
                "partitionStrategy": {"type": "key", "expression": ".topic"}
              },
              "viewOptions": {"position": {"x": 0, "y": 784.50}, "note": null}
            }""";

    /** One document for each further kind of authentication, retry, format and address. */
    static List<ObjectNode> kinds() {
        return List.of(
                with(SMALLEST, "/authentication", "{'type':'managedIdentity','clientId':'c'}"),
                with(SMALLEST, "/authentication", "{'type':'systemAssignedManagedIdentity'}"),
                with(SMALLEST, "/authentication", "{'type':'workloadIdentity','tenantId':'t','clientId':null}"),
                with(
                        SMALLEST,
                        "/authentication",
                        "{'type':'certificate','tenantId':'t','clientId':'c','certificate':'MII','password':'p'}"),
                with(SMALLEST, "/authentication", "{'type':'azureCli'}"),
                local(),
                with(SMALLEST, "/retry", "{'type':'default'}"),
                with(SMALLEST, "/retry", "{'type':'none'}"),
                with(SMALLEST, "/retry", "{'type':'fixed','maxRetries':3}"),
                withInput("format", "{'type':'json'}"),
                withInput("format", "{'type':'raw'}"),
                withInput("format", "{'type':'messagePack'}"),
                withInput("format", "{'type':'cbor'}"),
                withInput("authentication", "{'type':'none'}"),
                withInput("authentication", "{'type':'certificate','certificate':'MII','password':null}"));
    }

    private static ObjectNode withInput(String key, String value) {
        ObjectNode document = with(SMALLEST, "/input", "{'broker':'mqtts://b','topics':['a']}");
        return with(document, "/input/" + key, value);
    }

    static ObjectNode local() {
        ObjectNode local = with(SMALLEST, "/authentication", "{'type':'none'}");
        return local.put("clusterUrl", "http://localhost:8090");
    }

    private Drafts() {}

    static ObjectNode draft(String json) {
        return json(json).asObject();
    }

    /** Single quotes stand for double ones where there are no double ones. */
    static JsonNode json(String json) {
        String text = json.contains("\"") ? json : json.replace('\'', '"');
        if (StageText.parse(text) instanceof StageText.Tree tree) {
            return tree.root();
        }
        throw new AssertionError(StageText.parse(text));
    }

    /** @param value {@code absent} removes what is there */
    static ObjectNode with(String document, String pointer, String value) {
        return with(draft(document), pointer, value);
    }

    static ObjectNode with(ObjectNode document, String pointer, String value) {
        ObjectNode copy = document.deepCopy();
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = copy.at(at.head());
        String key = at.last().getMatchingProperty();
        if (value.equals("absent")) {
            ((ObjectNode) parent).remove(key);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), json(value));
        } else {
            ((ObjectNode) parent).set(key, json(value));
        }
        return copy;
    }
}

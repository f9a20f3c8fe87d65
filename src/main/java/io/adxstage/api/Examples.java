package io.adxstage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;

/** Documents that the description of the API shows; a test keeps them valid. */
final class Examples {

    static final String STAGE = """
            {
              "displayName": "Oven telemetry",
              "type": "output/dataexplorer@v1",
              "clusterUrl": "https://contoso.westeurope.kusto.windows.net",
              "database": "plant",
              "table": "ovens",
              "authentication": {
                "type": "servicePrincipal",
                "tenantId": "8b1f2c34-1111-4222-8333-000000000001",
                "clientId": "8b1f2c34-1111-4222-8333-000000000002",
                "clientSecret": "${env:ADX_STAGE_SECRET_CONTOSO}"
              },
              "batch": {"time": "5s", "path": ".payload"},
              "columns": [
                {"name": "Timestamp", "path": ".Timestamp"},
                {"name": "Temperature", "path": ".CurrentTemperature"},
                {"name": "Asset", "path": ".assetName"}
              ],
              "retry": {"type": "fixed", "interval": "20s", "maxRetries": 4},
              "input": {"broker": "mqtts://broker.example:8883", "topics": ["plant/ovens/#"]}
            }""";

    static final String MASKED = STAGE.replace("${env:ADX_STAGE_SECRET_CONTOSO}", "**********");

    static final String PREVIEW = """
            {"stageId": "ovens", "messages": [
              {"topic": "plant/ovens/1", "payload": {"Timestamp": "2023-08-10T00:54:58.657Z", "assetName": "oven"}}]}""";

    static final String LISTEN = """
            {"stage": {"input": {"broker": "mqtts://broker.example:8883", "topics": ["plant/ovens/#"]}}, "seconds": 30}""";

    static final String HEARD = """
            {"event":"listening","filters":["plant/ovens/#"],"refusals":[]}
            {"event":"message","topic":"plant/ovens/1","payload":"{\\"Temperature\\":71}","encoding":"utf-8","bytes":18,"qos":1,"retain":false,"systemProperties":{"timestamp":"2023-08-10T00:54:58.657Z"},"properties":{},"userProperties":[],"packetId":1}
            {"event":"end","reason":"seconds","messages":1,"detail":"1 message in 30 seconds.","columns":[{"name":"Temperature","path":".Temperature","type":"long"}]}
            """;

    static final String PATCH = """
            {"batch": {"time": "30s"}, "retry": null}""";

    private Examples() {}

    /** In the terms of the describing library, which is one generation behind. */
    static JsonNode read(String json) {
        try {
            return Json31.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An example of the API's description is not JSON", e);
        }
    }
}

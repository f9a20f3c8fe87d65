package io.adxstage.api;

/** Documents to send. */
final class Samples {

    /** Appears in every document here, and must appear in no answer. */
    static final String CANARY = "canary~4f1c9e.literal_secret-Q8";

    static final String STAGE = """
            {
              "displayName": "Oven telemetry",
              "type": "output/dataexplorer@v1",
              "viewOptions": {"position": {"x": 432, "y": 1.50}},
              "clusterUrl": "https://contoso.westeurope.kusto.windows.net/",
              "database": "plant",
              "table": "ovens",
              "authentication": {
                "type": "servicePrincipal",
                "tenantId": "8b1f2c34-0000-0000-0000-000000000001",
                "clientId": "8b1f2c34-0000-0000-0000-000000000002",
                "clientSecret": "%s"
              },
              "batch": {"time": "5s", "path": ".payload"},
              "columns": [
                {"name": "Batch", "path": ".Batch"},
                {"name": "asset", "path": ".assetName"}
              ],
              "retry": {"type": "fixed", "interval": "20s", "maxRetries": 4}
            }
            """.formatted(CANARY);

    private Samples() {}
}

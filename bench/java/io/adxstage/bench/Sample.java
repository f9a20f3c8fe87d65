package io.adxstage.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The message that everybody takes: about 200 bytes of JSON, eight columns. */
final class Sample {

    static final List<String> COLUMNS = List.of(
            "Timestamp",
            "assetName",
            "Customer",
            "Batch",
            "CurrentTemperature",
            "LastKnownTemperature",
            "Pressure",
            "IsSpare");

    static final String SCHEMA =
            "Timestamp:datetime, assetName:string, Customer:string, Batch:long, CurrentTemperature:real, LastKnownTemperature:real, Pressure:real, IsSpare:bool";

    private Sample() {}

    static byte[] payload(int n) {
        return ("{\"Batch\":" + (n / 1000) + ",\"CurrentTemperature\":" + (7000 + n % 500) + "." + n % 10
                        + ",\"Customer\":\"Contoso Manufacturing\",\"IsSpare\":" + (n % 7 == 0)
                        + ",\"LastKnownTemperature\":7109.5,\"Pressure\":" + n % 1200
                        + ",\"Timestamp\":\"2023-08-10T00:54:58.6572007Z\",\"assetName\":\"oven " + n % 40 + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}

package io.adxstage.local;

/**
 * Where local mode really listens.
 *
 * @param adx port of the ADX stand-in
 * @param mqtt port of the embedded broker; where that is not part of the program, the port where a broker is looked for
 * @param brokerEmbedded whether the broker is part of the program
 */
public record LocalPorts(int adx, int mqtt, boolean brokerEmbedded) {

    public String clusterUrl() {
        return "http://localhost:" + adx;
    }

    public String brokerUrl() {
        return "mqtt://localhost:" + mqtt;
    }
}

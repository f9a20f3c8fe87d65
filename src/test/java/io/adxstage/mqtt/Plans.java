package io.adxstage.mqtt;

import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.util.unit.DataSize;

/** Connection plans that differ from the usual in what a test is about. */
record Plans(
        String broker,
        List<String> topics,
        int qos,
        Input.Retained retained,
        String password,
        SSLContext tls,
        MqttSettings.Mqtt settings) {

    static final MqttSettings.Mqtt SETTINGS = settings(Duration.ofSeconds(30), Duration.ofSeconds(15));

    static MqttSettings.Mqtt settings(Duration keepAlive, Duration connectTimeout) {
        return new MqttSettings.Mqtt(keepAlive, connectTimeout, 1000, Duration.ofSeconds(1), DataSize.ofKilobytes(64));
    }

    static Plans to(String scheme, int port) {
        return new Plans(
                scheme + "://127.0.0.1:" + port, List.of("plant/#"), 1, Input.Retained.NEW, null, null, SETTINGS);
    }

    Plans topics(String... wanted) {
        return new Plans(broker, List.of(wanted), qos, retained, password, tls, settings);
    }

    Plans qos(int wanted) {
        return new Plans(broker, topics, wanted, retained, password, tls, settings);
    }

    Plans retained(Input.Retained wanted) {
        return new Plans(broker, topics, qos, wanted, password, tls, settings);
    }

    Plans password(String wanted) {
        return new Plans(broker, topics, qos, retained, wanted, tls, settings);
    }

    Plans tls(SSLContext wanted) {
        return new Plans(broker, topics, qos, retained, password, wanted, settings);
    }

    Plans with(MqttSettings.Mqtt wanted) {
        return new Plans(broker, topics, qos, retained, password, tls, wanted);
    }

    ConnectionPlan plan() {
        Input input = new Input(
                URI.create(broker),
                topics,
                qos,
                false,
                Interval.parse("1h").orElseThrow(),
                null,
                retained,
                new Input.Authentication.None(),
                null,
                new Format.Json());
        return new ConnectionPlan(
                input,
                "adx-stage-tests",
                false,
                Duration.ofHours(1),
                password == null ? null : "plant",
                password,
                tls,
                settings);
    }
}

package io.adxstage.mqtt;

import io.adxstage.stage.Secrets;
import io.adxstage.stage.SecretsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The way in, for tests of other rooms. */
public final class MqttRoom implements AutoCloseable {

    private final Transport transport = new Transport();
    private final MqttInbounds inbounds;

    public MqttRoom(Path dataDir) {
        MqttSettings settings = new MqttSettings(
                dataDir.toString(),
                new MqttSettings.Mqtt(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(15),
                        1000,
                        Duration.ofSeconds(1),
                        DataSize.ofMegabytes(4)));
        SecretsSettings secrets = new SecretsSettings(List.of(), dataDir);
        inbounds = new MqttInbounds(settings, new InstanceId(settings), new Secrets(secrets), transport);
    }

    public MqttInbounds inbounds() {
        return inbounds;
    }

    @Override
    public void close() {
        transport.destroy();
    }
}

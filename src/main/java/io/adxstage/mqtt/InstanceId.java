package io.adxstage.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** A random name of this installation, kept in the data directory: client ids are made from it. */
@Component
class InstanceId {

    private final String value;

    InstanceId(MqttSettings settings) {
        Path file = settings.dataFolder().resolve("instance-id");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(settings.dataFolder());
                byte[] random = new byte[4];
                new SecureRandom().nextBytes(random);
                Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
            }
            value = Files.readString(file).strip();
        } catch (IOException unusable) {
            throw new UncheckedIOException("The instance id " + file + " can be neither read nor made", unusable);
        }
    }

    String value() {
        return value;
    }
}

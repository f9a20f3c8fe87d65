package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A broker that asks for a password and allows one topic. */
class StrictBrokerTests extends WholeFlow {

    @Override
    String[] brokerSettings() {
        try {
            Files.createDirectories(folder);
            var passwords = Files.createFile(folder.resolve("passwords"));
            var made = new ProcessBuilder(
                            Programs.find("mosquitto_passwd").orElseThrow().toString(),
                            "-b",
                            passwords.toString(),
                            "plant",
                            "right")
                    .start();
            assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
            var rules = Files.write(folder.resolve("rules"), List.of("user plant", "topic read allowed/#"));
            return new String[] {"allow_anonymous false", "password_file " + passwords, "acl_file " + rules};
        } catch (java.nio.file.FileAlreadyExistsException again) {
            return new String[] {
                "allow_anonymous false",
                "password_file " + folder.resolve("passwords"),
                "acl_file " + folder.resolve("rules")
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void aWrongPasswordIsSaidAndTheRightOneMendsIt() {
        adx.createTable("plant", "strict", "n:long");
        var id = service.create(stage("strict", "[{\"name\": \"n\"}]", input("wrong", "allowed/#")));
        assertThat(service.awaitState(id, "failed").path("detail").asString()).contains("input.authentication");

        service.patch(id, "{\"input\": {\"authentication\": {\"password\": \"right\"}}}");
        service.awaitState(id, "running");
    }

    private String input(String password, String topic) {
        return "\"input\": {\"broker\": \"%s\", \"topics\": [\"%s\"], \"authentication\": {\"type\": \"usernamePassword\", \"username\": \"plant\", \"password\": \"%s\"}}"
                .formatted(mosquitto.url(), topic, password);
    }
}

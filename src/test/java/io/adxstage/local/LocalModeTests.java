package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.adxstage.AdxStageApplication;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole application, started as {@code mvn spring-boot:run} starts it. */
@ExtendWith(OutputCaptureExtension.class)
class LocalModeTests {

    @TempDir
    Path folder;

    @Test
    void aFirstRunHasABrokerAStandInATableAndAStageThatJoinsThem(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            LocalPorts ports = context.getBean(LocalPorts.class);
            StoredStage stage = context.getBean(Stages.class).find("local-oven").orElseThrow();

            assertThat(stage.stage().displayName()).isEqualTo("Oven telemetry");
            assertThat(stage.stage().clusterUrl()).hasToString(ports.clusterUrl());
            assertThat(stage.stage().columns()).hasSize(8);
            assertThat(stage.stage().input()).isNotNull();
            assertThat(stage.warnings()).isEmpty();
            assertThat(context.getBean(AdxStandIn.class)
                            .command("factory", ".show table ovens cslschema")
                            .toString())
                    .contains("Timestamp:datetime");
            connect(ports.mqtt());
            assertThat(output)
                    .contains(
                            "Pages   http://localhost:", ports.clusterUrl() + "/rows/factory/ovens", ports.brokerUrl());
        }
    }

    @Test
    void whatTheOvensPublishBecomesRows() {
        try (ConfigurableApplicationContext context = start("adx-stage.local.publish-every=200ms")) {
            AdxStandIn standIn = context.getBean(AdxStandIn.class);

            await().atMost(Duration.ofMinutes(1)).until(() -> standIn.count("factory", "ovens") > 0);

            ObjectNode row = standIn.rows("factory", "ovens").getFirst();
            assertThat(row.valueStream()).noneMatch(JsonNode::isNull);
            assertThat(row.get("assetName").stringValue()).startsWith("oven-");
            assertThat(row.get("Timestamp").stringValue()).matches("20\\d\\d-.*Z");
        }
    }

    @Test
    void theStageFollowsThePortsUntilSomebodyChangesIt() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(stage(context).version()).isEqualTo(1);
        }
        try (ConfigurableApplicationContext context = start()) {
            StoredStage followed = stage(context);
            assertThat(followed.stage().clusterUrl())
                    .hasToString(context.getBean(LocalPorts.class).clusterUrl());
            ObjectNode changed = followed.document().put("displayName", "Mine");
            context.getBean(Stages.class).replace("local-oven", changed, followed.version(), "me");
        }
        try (ConfigurableApplicationContext context = start()) {
            assertThat(stage(context).savedBy()).isEqualTo("me");
        }
    }

    @Test
    void aStageThatWasDeletedStaysDeleted() {
        try (ConfigurableApplicationContext context = start()) {
            context.getBean(Stages.class).remove("local-oven", "me");
        }
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(Stages.class).find("local-oven")).isEmpty();
        }
    }

    @Test
    void aPortThatWasAskedForAndIsBusyEndsTheStartWithSentences(CapturedOutput output) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> start("adx-stage.local.adx-port=" + other.getLocalPort()));
            assertThat(output)
                    .contains("APPLICATION FAILED TO START", "Port " + other.getLocalPort() + " is busy", "adx-port");
        }
    }

    @Test
    void theJarWithoutTheBrokerStartsAndSaysWhatIsMissing() throws Exception {
        String shipped = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("artemis") && !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                shipped,
                AdxStageApplication.class.getName(),
                "--spring.profiles.active=local"));
        command.addAll(List.of(arguments()));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(log)
                            .content()
                            .contains(
                                    "The embedded MQTT broker is not part of the jar",
                                    "mvn spring-boot:run",
                                    "Local mode, on this machine only"));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void withoutTheProfileNothingOfItIsThere() {
        try (ConfigurableApplicationContext context =
                application().profiles("other").run(arguments())) {
            assertThat(context.getBeansOfType(AdxStandIn.class)).isEmpty();
            assertThat(context.getBeansOfType(EmbeddedBroker.class)).isEmpty();
            assertThat(context.getBean(Stages.class).all()).isEmpty();
        }
    }

    private static StoredStage stage(ConfigurableApplicationContext context) {
        return context.getBean(Stages.class).find("local-oven").orElseThrow();
    }

    private static void connect(int port) throws Exception {
        MqttClient client = new MqttClient("tcp://localhost:" + port, "test", new MemoryPersistence());
        client.connect();
        client.disconnect();
        client.close();
    }

    private ConfigurableApplicationContext start(String... settings) {
        return application().profiles("local").run(arguments(settings));
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(AdxStageApplication.class)
                .initializers(new OnlyMainClasses())
                .registerShutdownHook(false)
                .properties("spring.config.location=classpath:/", "spring.main.banner-mode=off");
    }

    /** Free ports and no telemetry, unless told otherwise. */
    private String[] arguments(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "server.port", "0",
                "adx-stage.data-dir", folder.resolve("data").toString(),
                "adx-stage.local.mqtt-port", "0",
                "adx-stage.local.adx-port", "0",
                "adx-stage.local.publish-every", "0s"));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}

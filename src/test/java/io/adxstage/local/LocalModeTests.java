package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adxstage.AdxStageApplication;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
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
    void theJarWithoutTheBrokerStartsAndSaysWhatIsMissing(CapturedOutput output) {
        try (ConfigurableApplicationContext context = application(
                        new FilteredClassLoader("org.apache.activemq.artemis"))
                .run(arguments())) {
            assertThat(context.getBean(LocalPorts.class).brokerEmbedded()).isFalse();
            assertThat(context.getBean(AdxStandIn.class).port()).isPositive();
            assertThat(output).contains("The embedded MQTT broker is not part of the jar", "mvn spring-boot:run");
        }
    }

    @Test
    void withoutTheProfileNothingOfItIsThere() {
        try (ConfigurableApplicationContext context =
                application(getClass().getClassLoader()).profiles("other").run(arguments())) {
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
        return application(getClass().getClassLoader()).profiles("local").run(arguments(settings));
    }

    private static SpringApplicationBuilder application(ClassLoader classes) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(AdxStageApplication.class)
                .resourceLoader(new DefaultResourceLoader(classes))
                .registerShutdownHook(false)
                .properties("spring.config.location=classpath:/", "spring.main.banner-mode=off");
        return classes instanceof FilteredClassLoader ? builder.profiles("local") : builder;
    }

    private String[] arguments(String... settings) {
        List<String> defaults = List.of(
                "server.port=0",
                "adx-stage.data-dir=" + folder.resolve("data"),
                "adx-stage.local.mqtt-port=0",
                "adx-stage.local.adx-port=0",
                "adx-stage.local.publish-every=0s");
        return Stream.concat(defaults.stream(), Stream.of(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
    }
}

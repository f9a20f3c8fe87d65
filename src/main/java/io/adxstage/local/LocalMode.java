package io.adxstage.local;

import io.adxstage.store.Stages;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/**
 * Puts local mode together. Stand-in and broker listen as soon as they are beans; the ready stage is there before the first
 * request and before any stage starts; the sample publisher begins when the application is ready.
 */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class LocalMode {

    private static final Logger log = LoggerFactory.getLogger(LocalMode.class);

    @Bean
    AdxStandIn adxStandIn(LocalSettings settings, Environment environment) throws IOException {
        return Listening.open(
                "the ADX stand-in",
                "adx-stage.local.adx-port",
                settings.adxPort(),
                LocalSettings.DEFAULT_ADX_PORT,
                port -> new AdxStandIn(port, folder(environment), settings.ingestionDelay()).start(),
                AdxStandIn::port);
    }

    /** The broker is no part of the shipped jar; nothing else may need its classes. */
    @Configuration(proxyBeanMethods = false)
    @Profile("local")
    @ConditionalOnClass(name = "org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ")
    static class Broker {

        @Bean
        EmbeddedBroker embeddedBroker(LocalSettings settings, Environment environment) throws IOException {
            return Listening.open(
                    "the embedded MQTT broker",
                    "adx-stage.local.mqtt-port",
                    settings.mqttPort(),
                    LocalSettings.DEFAULT_MQTT_PORT,
                    port -> new EmbeddedBroker(port, folder(environment).resolve("broker")).start(),
                    EmbeddedBroker::port);
        }

        @Bean
        BrokerPort brokerPort(EmbeddedBroker broker) {
            return broker::port;
        }
    }

    /** Where the embedded broker listens, for those who must not know its class. */
    @FunctionalInterface
    interface BrokerPort {
        int number();
    }

    @Bean
    LocalPorts localPorts(AdxStandIn standIn, ObjectProvider<BrokerPort> broker, LocalSettings settings) {
        BrokerPort embedded = broker.getIfAvailable();
        if (embedded != null) {
            return new LocalPorts(standIn.port(), embedded.number(), true);
        }
        Integer wanted = settings.mqttPort();
        int port = wanted == null || wanted == 0 ? LocalSettings.DEFAULT_MQTT_PORT : wanted;
        log.warn(
                "The embedded MQTT broker is not part of the jar: run a broker on port {} of this machine, or start with"
                        + " mvn spring-boot:run, which has it.",
                port);
        return new LocalPorts(standIn.port(), port, false);
    }

    @Bean
    ReadyStage readyStage(Stages stages, AdxStandIn standIn, LocalPorts ports) {
        return new ReadyStage(stages, standIn, ports);
    }

    @Bean
    SamplePublisher samplePublisher(LocalPorts ports, LocalSettings settings) {
        return new SamplePublisher(ports.mqtt(), settings.publishEvery());
    }

    @Bean
    Welcome welcome(LocalPorts ports, Environment environment) {
        return new Welcome(ports, environment);
    }

    private static Path folder(Environment environment) {
        return Path.of(environment.getProperty("adx-stage.data-dir", "./data"), "local");
    }
}

package io.adxstage.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says at the end of the start where to look. */
final class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private final LocalPorts ports;
    private final Environment environment;

    Welcome(LocalPorts ports, Environment environment) {
        this.ports = ports;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void say() {
        log.info(
                """
                Local mode, on this machine only:
                  Pages   http://localhost:{}/
                  Rows    {}/rows/{}/{}
                  Broker  {} (topic factory/oven/1)""",
                environment.getProperty("local.server.port", "8080"),
                ports.clusterUrl(),
                ReadyStage.DATABASE,
                ReadyStage.TABLE,
                ports.brokerUrl());
    }
}

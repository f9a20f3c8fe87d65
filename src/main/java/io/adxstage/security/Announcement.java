package io.adxstage.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says at start why only this machine reaches the service. */
@Component
class Announcement {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final Environment environment;

    Announcement(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void sayWhoCanComeIn() {
        var reach = Reach.of(environment);
        if (reach != Reach.CONFIGURED) {
            log.info("Listening on this machine only, because {}.{}", reach.reason(), mend(reach));
        }
    }

    private static String mend(Reach reach) {
        return reach == Reach.NO_PASSWORD ? " Set a password to open the service to others." : "";
    }
}

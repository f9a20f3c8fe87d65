package io.adxstage;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void theRoomsKeepToThePlan() {
        ApplicationModules.of(AdxStageApplication.class).verify();
    }
}

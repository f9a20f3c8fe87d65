/** Stages over REST. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"stage", "message", "store", "flow", "letters", "pipeline", "preview", "doctor", "listen"
        })
package io.adxstage.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The pages. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"stage", "message", "store", "flow", "letters", "pipeline", "preview", "doctor", "listen"
        })
package io.adxstage.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

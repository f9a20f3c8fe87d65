/** The pages. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "store", "flow", "letters", "pipeline", "preview", "doctor"})
package io.adxstage.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Stages over REST. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "store", "flow", "letters", "preview"})
package io.adxstage.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

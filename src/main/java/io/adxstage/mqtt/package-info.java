/** How messages come in. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "message"})
package io.adxstage.mqtt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Tests a connection, both ends, and says how to mend it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "message", "mqtt", "adx"})
package io.adxstage.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

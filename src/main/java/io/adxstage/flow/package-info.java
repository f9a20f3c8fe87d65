/** The running stages. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "message", "store", "spool", "mqtt", "letters", "adx"})
package io.adxstage.flow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

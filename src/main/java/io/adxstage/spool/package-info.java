/** Batch files: appended, sealed, recovered. Knows neither MQTT nor Azure Data Explorer. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.adxstage.spool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** How a batch is delivered to Azure Data Explorer, and what came of it there. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "spool"})
package io.adxstage.adx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

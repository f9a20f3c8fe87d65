/** How a batch is delivered to Azure Data Explorer. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "spool"})
package io.adxstage.adx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

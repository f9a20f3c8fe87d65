/** What of a pipeline of Azure IoT Data Processor becomes a stage, and what of it cannot. */
@NullMarked
@ApplicationModule(allowedDependencies = "stage")
package io.adxstage.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

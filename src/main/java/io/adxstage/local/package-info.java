/** The first run without Azure: an embedded broker, a stand-in for Azure Data Explorer, a sample publisher. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "store"})
package io.adxstage.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

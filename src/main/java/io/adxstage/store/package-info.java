/** Where stages are kept, and the news of it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage"})
package io.adxstage.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Hears for a moment what a broker's topics say, and proposes columns for it. Stores nothing and takes no place. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "message", "store", "mqtt"})
package io.adxstage.listen;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

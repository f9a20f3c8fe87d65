/** Dead letters of a stage: kept, listed, deleted. */
@NullMarked
@ApplicationModule(allowedDependencies = {"message"})
package io.adxstage.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

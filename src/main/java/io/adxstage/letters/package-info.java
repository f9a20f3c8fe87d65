/** Dead letters of a stage: kept within bounds, listed, taken for a replay. */
@NullMarked
@ApplicationModule(allowedDependencies = {"message"})
package io.adxstage.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

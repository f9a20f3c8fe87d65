/** What a stage is, and the one gate that turns a draft into a stage or into its problems. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.adxstage.stage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

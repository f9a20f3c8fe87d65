/** Who may come in. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.adxstage.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

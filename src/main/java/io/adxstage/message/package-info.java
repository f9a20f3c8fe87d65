/** What travels: the message a path sees, its records, and the rows they become. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage"})
package io.adxstage.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

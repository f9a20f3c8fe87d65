/** What sample messages would become: rows, misfits, and the table that suits them. Stores and sends nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "message", "adx", "flow"})
package io.adxstage.preview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

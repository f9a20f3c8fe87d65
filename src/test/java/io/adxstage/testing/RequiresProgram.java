package io.adxstage.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a program of the system. Where there is none it is skipped with a sentence that names the package to
 * install; in CI (environment variable {@code CI}) that is a failure, so that nothing is skipped there unseen.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ProgramCondition.class)
public @interface RequiresProgram {

    /** Names of the program: any one of them will do. */
    String[] value();

    /** The Debian package that has it; absent: named like the program. */
    String debianPackage() default "";
}

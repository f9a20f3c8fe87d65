/** What tests of several rooms share: programs of the system, servers to talk to. */
@NullMarked
package io.adxstage.testing;

import org.jspecify.annotations.NullMarked;

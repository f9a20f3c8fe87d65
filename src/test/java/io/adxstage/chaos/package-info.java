/** The proof: the packaged service is killed, starved and lied to, and every numbered message is counted at the end. */
@NullMarked
package io.adxstage.chaos;

import org.jspecify.annotations.NullMarked;

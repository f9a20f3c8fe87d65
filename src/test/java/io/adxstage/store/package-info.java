@NullMarked
package io.adxstage.store;

import org.jspecify.annotations.NullMarked;

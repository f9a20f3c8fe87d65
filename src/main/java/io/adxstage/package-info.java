/** The application: a room for each business word. */
@NullMarked
package io.adxstage;

import org.jspecify.annotations.NullMarked;

/**
 * A small language to describe a JSON document once, and to get its checks, its JSON Schema and its defaults from that
 * one description. Knows nothing about stages.
 */
@NullMarked
package io.adxstage.stage.shape;

import org.jspecify.annotations.NullMarked;

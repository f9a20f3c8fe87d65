package io.adxstage.stage;

import java.util.Optional;

/** The input that stages without one of their own run on; none where the operator configured none. */
@FunctionalInterface
public interface InstanceInput {
    Optional<Input> find();
}

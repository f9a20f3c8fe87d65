package io.adxstage.api;

import io.adxstage.flow.RetryTarget;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a failed batch is wished to go: the body of a retry. */
final class Wish {

    private Wish() {}

    /** @throws Refused 422 where it says anything else than a target that there is */
    static RetryTarget target(@Nullable Draft body) {
        if (body == null) {
            return RetryTarget.ORIGINAL;
        }
        var tree = body.tree();
        var target = tree.path("target");
        if (!tree.isObject() || !Set.of("target").containsAll(tree.propertyNames())) {
            throw Refused.oddTarget();
        }
        if (target.isMissingNode() || target.isNull()) {
            return RetryTarget.ORIGINAL;
        }
        return switch (target.isString() ? target.stringValue() : "") {
            case "original" -> RetryTarget.ORIGINAL;
            case "current" -> RetryTarget.CURRENT;
            default -> throw Refused.oddTarget();
        };
    }
}

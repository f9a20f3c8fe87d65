package io.adxstage.doctor;

import java.util.List;

/**
 * How a stage's connections are.
 *
 * @param checks from the document over cluster and table to the broker, each after those it depends on
 */
public record Examination(List<Check> checks) {

    public Examination {
        checks = List.copyOf(checks);
    }

    /** Whether nothing failed; what was skipped or is doubtful does not count. */
    public boolean ok() {
        return count(Check.Status.FAILED) == 0;
    }

    public long count(Check.Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }
}

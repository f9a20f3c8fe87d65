package io.adxstage.doctor;

/** Tests the connections of a stage. */
@FunctionalInterface
public interface Doctor {

    /** Looks at both ends; blocks, for no longer than about 15 seconds, and writes to no table, queue or topic. */
    Examination examine(Patient patient);

    /** The same, and tells of each check as soon as it is done. What {@code progress} throws ends the examination. */
    default Examination examine(Patient patient, Progress progress) {
        Examination whole = examine(patient);
        progress.begun(whole.checks().stream()
                .map(check -> new Progress.Look(check.subject(), check.about()))
                .toList());
        for (int i = 0; i < whole.checks().size(); i++) {
            progress.done(i, whole.checks().get(i));
        }
        return whole;
    }
}

package io.adxstage.doctor;

import io.adxstage.doctor.Check.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a check came to.
 *
 * @param because why what depends on it cannot be tried, where that is not what its subject says
 * @param found what others go on with; absent where they cannot
 */
record Verdict<T>(
        Status status,
        String detail,
        @Nullable String fix,
        @Nullable String because,
        @Nullable T found) {

    static <T> Verdict<T> passed(String detail, T found) {
        return new Verdict<>(Status.PASSED, detail, null, null, found);
    }

    static <T> Verdict<T> failed(String detail, @Nullable String fix) {
        return new Verdict<>(Status.FAILED, detail, fix, null, null);
    }

    /** Others go on all the same. */
    static <T> Verdict<T> failedYet(String detail, @Nullable String fix, T found) {
        return new Verdict<>(Status.FAILED, detail, fix, null, found);
    }

    static <T> Verdict<T> warning(String detail, @Nullable String fix, @Nullable T found) {
        return new Verdict<>(Status.WARNING, detail, fix, null, found);
    }

    static <T> Verdict<T> skipped(String detail) {
        return new Verdict<>(Status.SKIPPED, detail, null, null, null);
    }

    /** There is no need to look; others go on. */
    static <T> Verdict<T> notNeeded(String detail, T found) {
        return new Verdict<>(Status.SKIPPED, detail, null, null, found);
    }

    static <T> Verdict<T> notTried(String because) {
        return new Verdict<>(Status.SKIPPED, "Not tried, because " + because + ".", null, because, null);
    }

    Verdict<T> withFix(@Nullable String mend) {
        return new Verdict<>(status, detail, mend, because, found);
    }

    Verdict<T> because(String reason) {
        return new Verdict<>(status, detail, fix, reason, found);
    }
}

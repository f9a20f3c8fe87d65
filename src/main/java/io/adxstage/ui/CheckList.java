package io.adxstage.ui;

import io.adxstage.doctor.Check;
import io.adxstage.doctor.Examination;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection test as the pages show it. */
record CheckList(boolean ok, long failed, List<Line> checks) {

    CheckList {
        checks = List.copyOf(checks);
    }

    /**
     * One check.
     *
     * @param status names its text: {@code passed}, {@code failed}, {@code warning}, {@code skipped}
     * @param subject names its text
     */
    record Line(
            String status,
            String subject,
            String about,
            String detail,
            @Nullable String fix) {}

    static CheckList of(Examination examination) {
        return new CheckList(
                examination.ok(),
                examination.count(Check.Status.FAILED),
                examination.checks().stream().map(CheckList::line).toList());
    }

    static Line line(Check check) {
        return new Line(
                check.status().name().toLowerCase(Locale.ROOT),
                check.subject().key(),
                check.about(),
                check.detail(),
                check.fix());
    }
}

package io.adxstage.stage;

import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** {@code assertThat(checked).hasProblemAt("/columns/0/name")}. */
public final class CheckedAssert extends AbstractAssert<CheckedAssert, Checked> {

    private CheckedAssert(Checked actual) {
        super(actual, CheckedAssert.class);
    }

    public static CheckedAssert assertThat(Checked checked) {
        return new CheckedAssert(checked);
    }

    /** Valid, and without warnings. */
    public CheckedAssert isValid() {
        if (!(actual instanceof Checked.Valid)) {
            failWithMessage("Expected a valid stage, but found %s", problems());
        }
        return this;
    }

    public CheckedAssert hasProblemAt(String pointer) {
        if (problems().stream().noneMatch(problem -> problem.pointer().equals(pointer))) {
            failWithMessage("Expected a problem at %s, but found %s", pointer, problems());
        }
        return this;
    }

    public CheckedAssert hasProblem(String pointer, String code) {
        return oneOf(problems(), pointer, code, "");
    }

    /** @param part what the sentence must say */
    public CheckedAssert hasProblem(String pointer, String code, String part) {
        return oneOf(problems(), pointer, code, part);
    }

    public CheckedAssert hasWarning(String pointer, String code) {
        return oneOf(actual.warnings(), pointer, code, "");
    }

    public CheckedAssert hasNoWarnings() {
        if (!actual.warnings().isEmpty()) {
            failWithMessage("Expected no warnings, but found %s", actual.warnings());
        }
        return this;
    }

    /** These and no others, in this order. */
    public CheckedAssert hasProblemsExactlyAt(String... pointers) {
        List<String> found = problems().stream().map(Problem::pointer).toList();
        if (!found.equals(List.of(pointers))) {
            failWithMessage("Expected problems exactly at %s, but found %s", List.of(pointers), problems());
        }
        return this;
    }

    private CheckedAssert oneOf(List<Problem> found, String pointer, String code, String part) {
        boolean there = found.stream()
                .anyMatch(problem -> problem.pointer().equals(pointer)
                        && problem.code().equals(code)
                        && problem.detail().contains(part));
        if (!there) {
            failWithMessage("Expected %s at %s saying \"%s\", but found %s", code, pointer, part, found);
        }
        return this;
    }

    private List<Problem> problems() {
        return actual instanceof Checked.Invalid invalid ? invalid.problems() : List.of();
    }
}

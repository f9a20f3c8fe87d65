package io.adxstage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class RequiresProgramTests {

    @RequiresProgram({"no-such-program", "sh"})
    private static final class NeedsShell {}

    @RequiresProgram(value = "no-such-program", debianPackage = "no-such-package")
    private static final class NeedsWhatIsNotThere {}

    @Test
    @RequiresProgram("sh")
    void aTestRunsWhereItsProgramIsInstalled() {
        assertThat(Programs.find("sh")).isPresent();
    }

    @Test
    void anyOfTheNamesWillDo() {
        assertThat(new ProgramCondition(true)
                        .evaluate(required(NeedsShell.class))
                        .isDisabled())
                .isFalse();
    }

    @Test
    void aMissingProgramSkipsTheTestAndNamesThePackage() {
        var result = new ProgramCondition(true).evaluate(required(NeedsWhatIsNotThere.class));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("no-such-program is not installed")
                        .contains("Install the Debian package no-such-package"));
    }

    @Test
    void inCiAMissingProgramIsAFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ProgramCondition(false).evaluate(required(NeedsWhatIsNotThere.class)))
                .withMessageContaining("In CI no test is skipped.");
    }

    private static RequiresProgram required(Class<?> annotated) {
        return annotated.getAnnotation(RequiresProgram.class);
    }
}

package io.adxstage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class RequiresAzuriteTests {

    @Test
    void aTestRunsWhereAzuriteIsInstalled() {
        assertThat(AzuriteCondition.evaluate(true, false).isDisabled()).isFalse();
    }

    @Test
    void withoutAzuriteTheTestIsSkippedAndSaysWhatToDo() {
        var result = AzuriteCondition.evaluate(false, true);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Install npm and Node from 18 up"));
    }

    @Test
    void inCiThatIsAFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AzuriteCondition.evaluate(false, false))
                .withMessageContaining("In CI no test is skipped.");
    }
}

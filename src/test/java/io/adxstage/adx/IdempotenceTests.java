package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdempotenceTests {

    @Test
    void autoTagsWhatMayAsWellBeIngestedAlone() {
        assertThat(Idempotence.AUTO.tags(100L * 1024 * 1024)).isTrue();
        assertThat(Idempotence.AUTO.tags(100L * 1024 * 1024 - 1)).isFalse();
    }

    @Test
    void alwaysAndNeverDoNotLookAtTheSize() {
        assertThat(Idempotence.ALWAYS.tags(1)).isTrue();
        assertThat(Idempotence.NEVER.tags(Long.MAX_VALUE)).isFalse();
    }
}

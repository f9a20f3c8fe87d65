package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustoTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"ovens", "my table", "a.b-c_d", "1st", "Öfen"})
    void aNameIsQuoted(String name) {
        assertThat(KustoText.name(name)).isEqualTo("['" + name + "']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a'] | drop table ['b", "a\nb", "a;b", "a\"b", "a\\b", "a/b", "a]b"})
    void whatIsNoNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> KustoText.name(name));
    }

    @Test
    void aLiteralCannotEndEarly() {
        assertThat(KustoText.literal("it's \\ \"here\"\r\n\t\u0000\u2028"))
                .isEqualTo("'it\\'s \\\\ \"here\"\\r\\n\\t\\u0000\\u2028'");
    }
}

package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackDecoderTests {

    private static final Format MESSAGE_PACK = new Format.MessagePack();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "c0 | null",
                "c2 | false",
                "c3 | true",
                "07 | 7",
                "ff | -1",
                "cf ffffffffffffffff | 18446744073709551615",
                "d3 8000000000000000 | -9223372036854775808",
                "ca 3dcccccd | 0.1",
                "cb 3ff199999999999a | 1.1",
                "cb 7e37e43c8800759c | 1.0E+300",
                "cb 7ff8000000000000 | null",
                "ca ff800000 | null",
                "a0 | \"\"",
                "a2 c3bc | \"\u00fc\"",
                "a1 ff | \"base64::/w==\"",
                "d9 01 61 | \"a\"",
                "c4 03 010203 | \"base64::AQID\"",
                "c4 00 | \"base64::\"",
                "d4 05 2a | \"base64::Kg==\"",
                "c7 03 05 010203 | \"base64::AQID\"",
                "d6 ff 63be8e1c | \"2023-01-11T10:23:24Z\"",
                "d7 ff 1d4d2f0063be8e1c | \"2023-01-11T10:23:24.122899392Z\"",
                "93 01 a1 61 90 | [1,\"a\",[]]",
                "82 a1 61 01 a1 62 80 | {\"a\":1,\"b\":{}}"
            })
    void everyKindHasItsJson(String hex, String json) {
        assertThat(Decoding.json(MESSAGE_PACK, Decoding.hex(hex))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "07 | 7",
                "ff | -1",
                "c3 | true",
                "c0 | null",
                "cb 3ff199999999999a | 1.1",
                "c4 01 00 | base64::AA==",
                "92 01 02 | [1,2]",
                "81 01 02 | {\\\"1\\\":2}"
            })
    void aKeyOfAnotherKindBecomesItsText(String key, String text) {
        assertThat(Decoding.json(MESSAGE_PACK, Decoding.hex("81" + key + "07"))).isEqualTo("{\"" + text + "\":7}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1",
                "01 01",
                "92 01",
                "81 a1 61",
                "a5 61",
                "c4 05 00",
                "c6 7fffffff 00",
                "c6 ffffffff",
                "db 7fffffff",
                "dd 7fffffff",
                "dd ffffffff",
                "df 7fffffff 01",
                "df ffffffff",
                "c9 7fffffff ff",
                "c9 ffffffff 05",
                "d4 ff 00",
                "c7 0c ff 00",
                "c7 0c ff 00000000 7fffffffffffffff",
                "c7 0c ff 00000000 8000000000000000",
                "c7 00 ff"
            })
    void whatIsTornOrForgedSaysSo(String hex) {
        assertThat(Decoding.reason(MESSAGE_PACK, Decoding.hex(hex))).contains("MessagePack");
    }

    @Test
    void nothingIsNoMessagePack() {
        assertThat(Decoding.reason(MESSAGE_PACK, new byte[0])).contains("is empty");
    }

    @Test
    void everyCutOfAPayloadIsNoPayload() {
        byte[] whole = Decoding.hex("83 a1 61 93 01 cb 3ff199999999999a c0 a1 62 c4 03 010203 07 d6 ff 63be8e1c");
        Decoding.json(MESSAGE_PACK, whole);
        for (int length = 0; length < whole.length; length++) {
            Decoding.reason(MESSAGE_PACK, Arrays.copyOf(whole, length));
        }
    }

    @Test
    void nestingHasAnEndInValuesAndInKeys() {
        for (int head : new int[] {0x91, 0x81}) {
            byte[] deep = new byte[200_000];
            Arrays.fill(deep, (byte) head);
            Decoding.reason(MESSAGE_PACK, deep);
        }
        byte[] keysInKeys = new byte[81];
        Arrays.fill(keysInKeys, 0, 40, (byte) 0x81);
        assertThat(Decoding.reason(MESSAGE_PACK, keysInKeys)).contains("a key of a map");
    }
}

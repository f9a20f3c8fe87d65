package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Most cases are from RFC 8949, appendix A. */
class CborDecoderTests {

    private static final Format CBOR = new Format.Cbor();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "00 | 0",
                "17 | 23",
                "18 18 | 24",
                "19 03e8 | 1000",
                "1b ffffffffffffffff | 18446744073709551615",
                "20 | -1",
                "3b 7fffffffffffffff | -9223372036854775808",
                "3b ffffffffffffffff | -18446744073709551616",
                "c2 49 010000000000000000 | 18446744073709551616",
                "c3 49 010000000000000000 | -18446744073709551617",
                "c2 40 | 0",
                "c4 82 21 19 6ab3 | 273.15",
                "c4 82 05 01 | 1E+5",
                "c4 82 3b ffffffffffffffff 01 | [-18446744073709551616,1]",
                "c4 82 3a 7fffffff 01 | [-2147483648,1]",
                "c4 01 | 1",
                "c2 01 | 1",
                "f9 3c00 | 1.0",
                "f9 c400 | -4.0",
                "f9 7e00 | null",
                "f9 7c00 | null",
                "fa 3dcccccd | 0.1",
                "fa 7f800000 | null",
                "fb 3ff199999999999a | 1.1",
                "fb 7e37e43c8800759c | 1.0E+300",
                "fb 7ff8000000000000 | null",
                "f4 | false",
                "f5 | true",
                "f6 | null",
                "f7 | null",
                "f0 | null",
                "f8 ff | null",
                "c0 74 323031332d30332d32315432303a30343a30305a | \"2013-03-21T20:04:00Z\"",
                "c1 1a 514b67b0 | 1363896240",
                "d8 20 61 61 | \"a\"",
                "40 | \"base64::\"",
                "44 01020304 | \"base64::AQIDBA==\"",
                "5f 42 0102 43 030405 ff | \"base64::AQIDBAU=\"",
                "60 | \"\"",
                "62 c3bc | \"\u00fc\"",
                "7f 65 7374726561 64 6d696e67 ff | \"streaming\"",
                "83 01 02 03 | [1,2,3]",
                "9f 01 82 02 03 9f 04 05 ff ff | [1,[2,3],[4,5]]",
                "80 | []",
                "bf ff | {}",
                "a2 61 61 01 61 62 82 02 03 | {\"a\":1,\"b\":[2,3]}",
                "bf 61 61 01 61 62 9f 02 ff ff | {\"a\":1,\"b\":[2]}",
                "a2 61 61 01 61 61 02 | {\"a\":2}"
            })
    void everyKindHasItsJson(String hex, String json) {
        assertThat(Decoding.json(CBOR, Decoding.hex(hex))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "01 | 1",
                "20 | -1",
                "1b ffffffffffffffff | 18446744073709551615",
                "f5 | true",
                "f6 | null",
                "fb 3ff199999999999a | 1.1",
                "41 00 | base64::AA==",
                "61 61 | a",
                "82 01 02 | [1,2]",
                "a1 01 02 | {\\\"1\\\":2}"
            })
    void aKeyOfAnotherKindBecomesItsText(String key, String text) {
        assertThat(Decoding.json(CBOR, Decoding.hex("a1" + key + "07"))).isEqualTo("{\"" + text + "\":7}");
        assertThat(Decoding.json(CBOR, Decoding.hex("bf" + key + "07ff"))).isEqualTo("{\"" + text + "\":7}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18",
                "19 00",
                "1c",
                "1f",
                "3f",
                "41",
                "62 61",
                "7f 61 61",
                "7f 41 61 ff",
                "7f 7f ff ff",
                "82 01",
                "9f",
                "9f 01",
                "a1",
                "a1 61 61",
                "bf 61 61 ff",
                "bf 61 61",
                "c2",
                "c4 82 01",
                "df",
                "f8",
                "fb 00",
                "ff",
                "fc",
                "81 ff",
                "61 ff",
                "00 00",
                "9b ffffffffffffffff",
                "9a 7fffffff",
                "ba 7fffffff",
                "5b 7fffffffffffffff",
                "7a 7fffffff 61",
                "c2 5a 7fffffff"
            })
    void whatIsTornOrForgedSaysSo(String hex) {
        assertThat(Decoding.reason(CBOR, Decoding.hex(hex))).contains("CBOR");
    }

    @Test
    void everyCutOfAPayloadIsNoPayload() {
        byte[] whole = Decoding.hex("bf 61 61 9f 01 fb 3ff199999999999a ff 61 62 7f 61 63 ff 03 44 01020304 ff");
        Decoding.json(CBOR, whole);
        for (int length = 0; length < whole.length; length++) {
            Decoding.reason(CBOR, Arrays.copyOf(whole, length));
        }
    }

    @Test
    void nestingHasAnEnd() {
        for (int head : new int[] {0x81, 0x9f, 0xa1, 0xbf, 0xc1, 0xc4, 0x5f, 0x7f}) {
            byte[] deep = new byte[200_000];
            Arrays.fill(deep, (byte) head);
            Decoding.reason(CBOR, deep);
        }
    }

    @Test
    void aHugeIntegerStaysBytes() {
        byte[] huge = new byte[2_000];
        huge[0] = (byte) 0xc2;
        huge[1] = 0x59;
        huge[2] = (byte) ((huge.length - 4) >> 8);
        huge[3] = (byte) (huge.length - 4);
        assertThat(Decoding.json(CBOR, huge)).startsWith("\"base64::AAAA");
    }
}

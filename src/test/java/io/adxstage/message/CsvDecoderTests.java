package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import io.adxstage.stage.Format.CsvColumn;
import io.adxstage.stage.Format.CsvType;
import io.adxstage.stage.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDecoderTests {

    private static final Format HEADER = new Format.Csv(true, List.of(), ',');
    private static final Format TYPED = new Format.Csv(
            true,
            List.of(
                    column("s", CsvType.STRING, ".s"),
                    column("i", CsvType.INTEGER, ".i"),
                    column("f", CsvType.FLOAT, ".in.f"),
                    column("b", CsvType.BOOLEAN, ".in.b")),
            ',');

    private static CsvColumn column(String name, CsvType type, String path) {
        return new CsvColumn(name, type, Path.parse(path).orElseThrow());
    }

    private static String json(Format format, String text) {
        return Decoding.json(format, text.getBytes(UTF_8));
    }

    @Test
    void aHeaderAloneNamesTheColumnsAndEveryCellIsText() {
        assertThat(json(HEADER, "a,b c\n1,x\n2,\n"))
                .isEqualTo("[{\"a\":\"1\",\"b c\":\"x\"},{\"a\":\"2\",\"b c\":null}]");
    }

    @Test
    void columnsAreFoundByNameWhereThereIsAHeader() {
        assertThat(json(TYPED, "b,other,f,i,s\ntrue,no,1.50,7,x\n"))
                .isEqualTo("[{\"s\":\"x\",\"i\":7,\"in\":{\"f\":1.50,\"b\":true}}]");
        assertThat(json(TYPED, "s\nx\n")).isEqualTo("[{\"s\":\"x\",\"i\":null,\"in\":{\"f\":null,\"b\":null}}]");
    }

    @Test
    void columnsAreFoundByPositionWhereThereIsNone() {
        Format format = new Format.Csv(
                false, List.of(column("a", CsvType.INTEGER, ".a"), column("b", CsvType.STRING, ".b")), ';');
        assertThat(json(format, "1;x;more\r\n2\r\n")).isEqualTo("[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":null}]");
        assertThat(json(format, "")).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`\"a,b\"` | \"a,b\"",
                "`\"say \"\"hi\"\"\"` | \"say \\\"hi\\\"\"",
                "`\"two\nlines\"` | \"two\\nlines\"",
                "`x ` | \"x \"",
                "`\" x\"` | \" x\"",
                "`\\n` | \"\\\\n\"",
                "`#x` | \"#x\"",
                "`\u00e9` | \"\u00e9\""
            })
    void quotesSpaceAndBackslashes(String cell, String json) {
        assertThat(json(HEADER, "a,z\n" + cell + ",z\n")).isEqualTo("[{\"a\":" + json + ",\"z\":\"z\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "i, 7, 7",
        "i, -7, -7",
        "i, 12345678901234567890, 12345678901234567890",
        "f, 1e5, 1e5",
        "f, 1.0, 1.0",
        "f, 3, 3"
    })
    void numbersKeepTheirText(String column, String cell, String json) {
        assertThat(json(TYPED, column + "\n" + cell)).contains("\"" + column + "\":" + json);
        assertThat(json(TYPED, column + "\n " + cell + " ")).contains("\"" + column + "\":" + json);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "FALSE, false", "1, true", "0, false"})
    void truthHasTwoSpellings(String cell, String json) {
        assertThat(json(TYPED, "b\n" + cell)).contains("\"b\":" + json);
    }

    @ParameterizedTest
    @CsvSource({
        "i, 1.5, integer",
        "i, x, integer",
        "i, 007, integer",
        "f, NaN, float",
        "f, '1,5', float",
        "f, 1., float",
        "b, yes, boolean"
    })
    void aCellOfTheWrongTypeIsNamedByRecordAndColumn(String column, String cell, String type) {
        assertThat(Decoding.reason(TYPED, (column + ",z\n,z\n\"" + cell + "\",z\n").getBytes(UTF_8)))
                .isEqualTo("The payload is no CSV that fits its columns: record 2 has in column " + column
                        + " what is no " + type + ".");
    }

    @Test
    void aByteOrderMarkAndEmptyLinesAreNotSeen() {
        assertThat(json(HEADER, "\uFEFFa\n\n1\n\n")).isEqualTo("[{\"a\":\"1\"}]");
    }

    @Test
    void aHeaderWithoutRecordsHasNoRows() {
        assertThat(json(HEADER, "a,b\n")).isEqualTo("[]");
    }

    @Test
    void whatIsNoCsvSaysSo() {
        assertThat(Decoding.reason(HEADER, new byte[0])).contains("is empty");
        assertThat(Decoding.reason(HEADER, " \n".getBytes(UTF_8))).contains("empty");
        assertThat(Decoding.reason(HEADER, new byte[] {'a', '\n', (byte) 0xff})).contains("no UTF-8");
        assertThat(Decoding.reason(HEADER, "a\n\"torn".getBytes(UTF_8))).contains("no CSV");
    }

    @Test
    void aTabCanDelimit() {
        assertThat(json(new Format.Csv(true, List.of(), '\t'), "a\tb\n1,5\t2"))
                .isEqualTo("[{\"a\":\"1,5\",\"b\":\"2\"}]");
    }
}

package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StageTextTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                        | 1 | 1  | empty
            `  `                      | 1 | 1  | empty
            {~  'a': hunter2~}        | 2 | 8  | bare word
            {'a':1,}                  | 1 | 8  | comma before this }
            [1,]                      | 1 | 4  | comma before this ]
            {'a':1 'b':2}             | 1 | 8  | comma is missing
            {'a':1~'b':2}             | 2 | 1  | comma is missing
            {a:1}                     | 1 | 2  | bare word
            {'a':1}~ x                | 2 | 2  | bare word
            {'a':1} {}                | 1 | 9  | ended before this
            {'a':1,~ 'a':2}           | 2 | 2  | twice
            {'a':NaN}                 | 1 | 6  | bare word
            {'a':-Infinity}           | 1 | 6  | no JSON number
            // c~{}                   | 1 | 1  | no comments
            {'a':'x~y'}               | 1 | 8  | line break
            {'a':'\\q'}               | 1 | 7  | escape is unknown
            {'a':'\\ud800'}           | 1 | 7  | Half of a character
            {'a':'\\ud83d\\ude00\\udc00'} | 1 | 19 | Half of a character
            {'a':1e99999999999}       | 1 | 6  | no JSON number
            {'a':01}                  | 1 | 6  | no JSON number
            {'a':.5}                  | 1 | 6  | no JSON number
            {'a':+1}                  | 1 | 6  | no JSON number
            [1,,2]                    | 1 | 4  | value is missing
            [1,2                      | 1 | 5  | still open
            {'a':'abc                 | 1 | 10 | still open
            {'a'                      | 1 | 5  | still open
            ]                         | 1 | 1  | not open
            {'a':1]                   | 1 | 7  | not open
            """)
    void malformedTextIsToldWithItsPlaceAndMend(String text, int line, int column, String part) {
        String json = text.replace('\'', '"').replace("~", "\n");

        assertThat(StageText.parse(json)).isInstanceOfSatisfying(StageText.Malformed.class, malformed -> {
            assertThat(malformed.detail()).contains(part).doesNotContain("hunter2", "abc");
            assertThat(malformed.line()).as(malformed.detail()).isEqualTo(line);
            assertThat(malformed.column()).as(malformed.detail()).isEqualTo(column);
        });
    }

    @Test
    void textInSingleQuotesIsMalformed() {
        assertThat(StageText.parse("{'a': 1}")).isInstanceOfSatisfying(StageText.Malformed.class, malformed -> {
            assertThat(malformed.detail()).contains("double quotes");
            assertThat(malformed.column()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestingTooDeepIsMalformed(String opening) {
        assertThat(StageText.parse(opening.repeat(100_000))).isInstanceOf(StageText.Malformed.class);
    }

    @Test
    void aNumberOfManyDigitsIsMalformed() {
        assertThat(StageText.parse("[" + "1".repeat(5000) + "]")).isInstanceOf(StageText.Malformed.class);
    }

    @Test
    void everyKindOfValueIsADocument() {
        for (String text : new String[] {"{}", "[]", "null", "true", "1", "\"x\""}) {
            assertThat(StageText.parse(text)).isInstanceOf(StageText.Tree.class);
        }
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(StageText.parse("\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isInstanceOf(StageText.Tree.class);
        assertThat(StageText.parse("\uFEFF{")).isEqualTo(StageText.parse("{"));
    }

    @Test
    void bytesThatAreNoUtf8AreMalformedWhereTheyStand() {
        byte[] latin = "{\n  \"a\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(StageText.parse(latin)).isInstanceOfSatisfying(StageText.Malformed.class, malformed -> {
            assertThat(malformed.line()).isEqualTo(2);
            assertThat(malformed.column()).isEqualTo(9);
            assertThat(malformed.detail()).contains("UTF-8");
        });
        assertThat(StageText.parse(new byte[] {'"', (byte) 0xC3})).isInstanceOf(StageText.Malformed.class);
        assertThat(StageText.parse(new byte[0])).isInstanceOf(StageText.Malformed.class);
    }

    @Test
    void numbersKeepTheirExactValue() {
        String text = "[12345678901234567890123,0.10,1E+400,1E+999999999]";

        assertThat(StageText.parse(text))
                .isInstanceOfSatisfying(
                        StageText.Tree.class,
                        tree -> assertThat(tree.root().toString()).isEqualTo(text));
    }

    @Test
    void printingIndentsByTwoSpacesAndReadsBack() {
        String text = """
                {
                  "a": 1,
                  "b": [
                    {
                      "c": "\u00e4\u20ac"
                    },
                    []
                  ],
                  "d": {}
                }""";
        JsonNode root = ((StageText.Tree) StageText.parse(text)).root();

        assertThat(StageText.print(root)).isEqualTo(text);
        assertThat(StageText.parse(StageText.printUtf8(root))).isEqualTo(new StageText.Tree(root));
    }
}

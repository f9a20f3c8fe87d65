package io.adxstage.local.kusto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestionTests {

    private Kusto kusto;

    @BeforeEach
    void open() {
        kusto = new Kusto(null, address -> new Resources("", "", "", "", ""));
        kusto.command("db", ".create table T (a:int, b:string, c:dynamic)");
    }

    @AfterEach
    void close() {
        kusto.close();
    }

    @Test
    void columnsAreFoundByNameAndTheRestIsDropped() {
        assertThat(ingest("json", "{\"c\":{\"x\":1},\"a\":1,\"unknown\":2}")).isEqualTo(new Outcome.Ingested(1));

        assertThat(rows()).containsExactly("{\"a\":1,\"b\":\"\",\"c\":{\"x\":1}}");
    }

    @Test
    void namesAreCaseSensitive() {
        ingest("json", "{\"A\":1,\"a\":2}");

        assertThat(rows()).containsExactly("{\"a\":2,\"b\":\"\",\"c\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "not json", "[1,2]", "{\"a\":2}{\"a\":3}", "7", ""})
    void aMalformedLineIsSkippedWithoutAWord(String line) {
        assertThat(ingest("json", "{\"a\":1}\n" + line + "\n{\"a\":4}\n")).isEqualTo(new Outcome.Ingested(2));

        assertThat(rows()).extracting(row -> row.substring(0, 6)).containsExactly("{\"a\":1", "{\"a\":4");
    }

    @Test
    void dataWithoutAnyRecordFails() {
        assertThat(ingest("json", "not json\n"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_NoRecordsOrWrongFormat"));
    }

    @Test
    void multiJsonMayBreakLinesAndHoldArrays() {
        assertThat(ingest("multijson", "{\n\"a\":\n1}\n{\"a\":2} [{\"a\":3},{\"a\":4}]"))
                .isEqualTo(new Outcome.Ingested(4));
    }

    @Test
    void multiJsonWithAMalformedPartFailsWhole() {
        assertThat(ingest("multijson", "{\"a\":1}\n{\"a\":")).isInstanceOf(Outcome.Failed.class);

        assertThat(rows()).isEmpty();
    }

    @Test
    void csvIsReadInTableOrder() {
        ingest("csv", "1,\"a, \"\"quoted\"\" text\",\"{\"\"x\"\":1}\"\n2,short\n");

        assertThat(rows())
                .containsExactly(
                        "{\"a\":1,\"b\":\"a, \\\"quoted\\\" text\",\"c\":{\"x\":1}}",
                        "{\"a\":2,\"b\":\"short\",\"c\":null}");
    }

    @Test
    void csvIsReadByOrdinalsWhereAMappingHasThem() {
        IngestRequest request = request("csv", """
                [{"Name":"b","Ordinal":"0"},{"columnName":"a","Properties":{"Ordinal":2}}]""", List.of());

        ingest(request, "x,ignored,7\n");

        assertThat(rows()).containsExactly("{\"a\":7,\"b\":\"x\",\"c\":null}");
    }

    @Test
    void csvMayHaveAHeader() {
        IngestRequest request =
                new IngestRequest("db", "T", "csv", null, null, List.of(), List.of(), true, "test", null);

        ingest(request, "a,b,c\n1,x,2\n");

        assertThat(rows()).containsExactly("{\"a\":1,\"b\":\"x\",\"c\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.x              | 5
            $['x']           | 5
            $["x"]           | 5
            $.deep.y         | 6
            $['deep']['y']   | 6
            $.deep.list[1]   | 8
            $['a b']         | 9
            $['it\\'s']      | 10
            $.nowhere.at.all | null
            """)
    void aMappingsPathLeadsToTheValue(String path, String kept) {
        String mapping = Json.NODES
                .arrayNode()
                .add(Json.NODES.objectNode().put("column", "a").put("path", path))
                .toString();

        ingest(request("json", mapping, List.of()), """
                {"x":5,"deep":{"y":6,"list":[7,8]},"a b":9,"it's":10}""");

        assertThat(rows().getFirst()).startsWith("{\"a\":" + kept + ",");
    }

    @Test
    void theWholeRecordMayGoIntoADynamicColumn() {
        ingest(request("json", "[{\"column\":\"c\",\"path\":\"$\"}]", List.of()), "{\"x\":[1,2]}");

        assertThat(rows()).containsExactly("{\"a\":null,\"b\":\"\",\"c\":{\"x\":[1,2]}}");
    }

    @Test
    void aMappingMayHoldAConstant() {
        ingest(
                request("json", "[{\"columnName\":\"b\",\"Properties\":{\"ConstValue\":\"fixed\"}}]", List.of()),
                "{\"b\":\"x\"}");

        assertThat(rows()).containsExactly("{\"a\":null,\"b\":\"fixed\",\"c\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "[]",
                "[{\"path\":\"$.a\"}]",
                "[{\"column\":\"a\"}]",
                "[{\"column\":\"a\",\"path\":\"a\"}]",
                "[{\"column\":\"a\",\"path\":\"$a\"}]",
                "[{\"column\":\"a\",\"path\":\"$.a\",\"datatype\":\"integer64\"}]"
            })
    void aMappingThatCannotBeUsedFailsTheWhole(String mapping) {
        assertThat(ingest(request("json", mapping, List.of()), "{\"a\":1}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_InvalidMapping"));
    }

    @Test
    void aMappingWithTypesMakesTheColumnsAndTheTableThatAreMissing() {
        String mapping = "[{\"column\":\"a\",\"path\":\"$.a\",\"datatype\":\"int\"},"
                + "{\"column\":\"new\",\"path\":\"$.new\",\"datatype\":\"real\"}]";

        ingest(request("json", mapping, List.of()), "{\"a\":1,\"new\":2}");
        ingest(
                new IngestRequest("db", "N", "json", mapping, null, List.of(), List.of(), false, "test", null),
                "{\"a\":1,\"new\":2}");

        assertThat(rows()).containsExactly("{\"a\":1,\"b\":\"\",\"c\":null,\"new\":2.0}");
        assertThat(kusto.tables())
                .extracting(Kusto.Summary::schema)
                .containsExactly("a:int, new:real", "a:int, b:string, c:dynamic, new:real");
    }

    @Test
    void aKeptMappingIsUsedByItsName() {
        kusto.command("db", ".create table T ingestion json mapping 'm' '[{\"column\":\"a\",\"path\":\"$.x\"}]'");

        ingest(IngestRequest.of("db", "T", "json").withMappingReference("m"), "{\"x\":5}");

        assertThat(rows().getFirst()).startsWith("{\"a\":5,");
        assertThat(ingest(IngestRequest.of("db", "T", "json").withMappingReference("n"), "{}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_MappingReferenceWasNotFound"));
    }

    @Test
    void aTagThatIsThereMakesTheNextOneANoOp() {
        IngestRequest once = new IngestRequest(
                "db", "T", "json", null, null, List.of("ingest-by:x"), List.of("x"), false, "test", null);
        IngestRequest other = new IngestRequest(
                "db", "T", "json", null, null, List.of("ingest-by:y"), List.of("y"), false, "test", null);

        assertThat(ingest(once, "{\"a\":1}")).isEqualTo(new Outcome.Ingested(1));
        assertThat(ingest(once, "{\"a\":1}")).isEqualTo(new Outcome.Skipped());
        assertThat(ingest(other, "{\"a\":2}")).isEqualTo(new Outcome.Ingested(1));
        assertThat(rows()).hasSize(2);
    }

    @Test
    void aFailedIngestionLeavesNoTagBehind() {
        IngestRequest tagged = new IngestRequest(
                "db", "T", "multijson", null, null, List.of("ingest-by:x"), List.of("x"), false, "test", null);

        assertThat(ingest(tagged, "{\"a\":")).isInstanceOf(Outcome.Failed.class);
        assertThat(ingest(tagged, "{\"a\":1}")).isEqualTo(new Outcome.Ingested(1));
    }

    @Test
    void databasesAreFoundInAnyCaseAndTablesInTheirs() {
        assertThat(ingest(IngestRequest.of("DB", "T", "json"), "{\"a\":1}")).isEqualTo(new Outcome.Ingested(1));
        assertThat(ingest(IngestRequest.of("db", "t", "json"), "{\"a\":1}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_TableNotExist"));
        assertThat(ingest(IngestRequest.of("other", "T", "json"), "{\"a\":1}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_DatabaseNotExist"));
    }

    @Test
    void anUnknownFormatFails() {
        assertThat(ingest("parquet", "PAR1"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_FormatNotSupported"));
    }

    @Test
    void dataThatOnlyLooksZippedFails() {
        byte[] broken = {0x1f, (byte) 0x8b, 0, 0, 0};

        assertThat(kusto.ingest(IngestRequest.of("db", "T", "json"), new ByteArrayInputStream(broken)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BadRequest_InvalidBlob"));
    }

    @Test
    void aColumnAddedLaterIsNullInOlderRows() {
        ingest("json", "{\"a\":1}");
        kusto.command("db", ".alter-merge table T (d:real)");

        assertThat(rows()).containsExactly("{\"a\":1,\"b\":\"\",\"c\":null,\"d\":null}");
    }

    private Outcome ingest(String format, String data) {
        return ingest(IngestRequest.of("db", "T", format), data);
    }

    private Outcome ingest(IngestRequest request, String data) {
        return kusto.ingest(request, new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static IngestRequest request(String format, String mapping, List<String> tags) {
        return new IngestRequest("db", "T", format, mapping, null, tags, List.of(), false, "test", null);
    }

    private List<String> rows() {
        return kusto.last("db", "T", 100).orElseThrow().rows().stream()
                .map(Object::toString)
                .toList();
    }
}

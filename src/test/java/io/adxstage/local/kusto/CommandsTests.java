package io.adxstage.local.kusto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CommandsTests {

    private Kusto kusto;

    @BeforeEach
    void open() {
        kusto = new Kusto(null, address -> new Resources("container?s", "queue?s", "f?s", "s?s", "table?s"));
        kusto.command("factory", ".create table ovens (Batch:int, ['my column']:string)");
    }

    @AfterEach
    void close() {
        kusto.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            .show tables                                          | TableName     | ovens
            .show table ovens                                     | TableName     | ovens
            .show table ovens cslschema                           | Schema        | Batch:int, ['my column']:string
            .show table ['ovens'] cslschema                       | Schema        | Batch:int, ['my column']:string
            .SHOW  TABLE  ["ovens"]  CSLSCHEMA                    | Schema        | Batch:int, ['my column']:string
            .show databases                                       | DatabaseName  | factory
            .show database factory schema                         | DatabaseName  | factory
            .show database ['FACTORY'] schema                     | DatabaseName  | FACTORY
            .show table ovens policy ingestionbatching            | Policy        | null
            .show table ovens policy ingestionbatching            | PolicyName    | IngestionBatchingPolicy
            .show table ovens policy streamingingestion           | PolicyName    | StreamingIngestionPolicy
            .show database factory policy ingestionbatching       | EntityType    | Database
            .show version                                         | ServiceType   | Engine
            .get kusto identity token                             | AuthorizationContext | stand-in
            .show ingestion resources                             | StorageRoot   | container?s
            .get ingestion resources                              | ResourceTypeName | TempStorage
            .create table ovens (x:int)                           | TableName     | ovens
            .create-merge table ovens (Batch:int, more:real)      | TableName     | ovens
            .create-merge table ['new one'] (a:int) with (folder="x") | TableName  | new one
            .drop table nowhere ifexists                          | TableName     | ovens
            .show table ovens details                             | TotalRowCount | 0
            .clear table ovens data                               | Status        | Cleared
            """)
    void aCommandAnswersAsTheServiceDoes(String command, String column, String value) {
        assertThat(values(kusto.command("factory", command), column)).first().isEqualTo(value);
    }

    @Test
    void theSchemaAsJsonNamesTypesTwice() {
        String schema = values(kusto.command("factory", ".show table ovens schema as json"), "Schema")
                .getFirst();

        assertThat(schema)
                .isEqualTo("{\"Name\":\"ovens\",\"OrderedColumns\":["
                        + "{\"Name\":\"Batch\",\"Type\":\"System.Int32\",\"CslType\":\"int\"},"
                        + "{\"Name\":\"my column\",\"Type\":\"System.String\",\"CslType\":\"string\"}]}");
    }

    @Test
    void theSchemaOfADatabaseListsEveryColumn() {
        assertThat(values(kusto.command("factory", ".show database factory schema"), "ColumnName"))
                .containsExactly("", "", "Batch", "my column");
    }

    @Test
    void aDroppedTableIsGone() {
        kusto.command("factory", ".drop table ovens");

        assertThat(kusto.tables()).isEmpty();
    }

    @Test
    void aMappingIsKeptShownReplacedAndDropped() {
        kusto.command("factory", """
                .create-or-alter table ovens ingestion json mapping "m"
                '['
                '  {"column":"Batch", "path":"$.old"}'
                ']'""");
        kusto.command(
                "factory",
                ".create-or-alter table ovens ingestion json mapping 'm' ```[{\"column\":\"Batch\",\"path\":\"$.new\"}]```");
        JsonNode shown = kusto.command("factory", ".show table ovens ingestion mappings");

        assertThat(values(shown, "Name")).containsExactly("m");
        assertThat(values(shown, "Kind")).containsExactly("Json");
        assertThat(values(shown, "Mapping")).containsExactly("[{\"column\":\"Batch\",\"path\":\"$.new\"}]");
        assertThat(values(kusto.command("factory", ".show table ovens ingestion json mapping 'm'"), "Name"))
                .containsExactly("m");

        kusto.command("factory", ".drop table ovens ingestion json mapping 'm'");
        assertThat(values(kusto.command("factory", ".show table ovens ingestion json mappings"), "Name"))
                .isEmpty();
    }

    @Test
    void aBatchingPolicyIsKeptAndTakenAway() {
        kusto.command(
                "factory", ".alter table ovens policy ingestionbatching '{\"MaximumBatchingTimeSpan\":\"00:00:30\"}'");
        assertThat(values(kusto.command("factory", ".show table ovens policy ingestionbatching"), "Policy"))
                .containsExactly("{\"MaximumBatchingTimeSpan\":\"00:00:30\"}");

        kusto.command("factory", ".delete table ovens policy ingestionbatching");
        assertThat(values(kusto.command("factory", ".show table ovens policy ingestionbatching"), "Policy"))
                .containsExactly("null");
    }

    @Test
    void streamingIsRefusedWhereThePolicyIsOff() {
        kusto.command("factory", ".alter table ovens policy streamingingestion disable");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> kusto.stream(IngestRequest.of("factory", "ovens", "json"), data("{\"Batch\":1}")))
                .withMessageContaining("not enabled");

        kusto.command("factory", ".alter table ovens policy streamingingestion enable");
        kusto.stream(IngestRequest.of("factory", "ovens", "json"), data("{\"Batch\":1}"));
        assertThat(kusto.last("factory", "ovens", 1).orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void failuresCanBeNarrowedDown() {
        kusto.ingest(IngestRequest.of("factory", "nowhere", "json"), data("{}"));
        kusto.ingest(IngestRequest.of("factory", "ovens", "parquet"), data("{}"));

        assertThat(values(kusto.command("factory", ".show ingestion failures"), "Table"))
                .containsExactly("nowhere", "ovens");
        assertThat(values(
                        kusto.command(
                                "factory",
                                ".show ingestion failures | where Table == 'ovens' and ErrorCode has \"format\" | take 5"),
                        "ErrorCode"))
                .containsExactly("BadRequest_FormatNotSupported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ovens",
                "['ovens']",
                "ovens | take 10",
                "ovens | where Batch == 102",
                "ovens | where ['my column'] contains 'ELL' and Batch != 7",
                "ovens | limit 5 | where ['my column'] =~ \"HELLO\"",
                "ovens;"
            })
    void aSimpleQueryFindsTheRow(String query) {
        kusto.ingest(IngestRequest.of("factory", "ovens", "json"), data("{\"Batch\":102,\"my column\":\"hello\"}"));

        JsonNode primary = kusto.query("factory", query).get(2);

        assertThat(primary.get("TableKind").stringValue()).isEqualTo("PrimaryResult");
        assertThat(primary.get("Rows")).hasToString("[[102,\"hello\"]]");
    }

    @Test
    void countCounts() {
        kusto.ingest(IngestRequest.of("factory", "ovens", "json"), data("{\"Batch\":1}\n{\"Batch\":2}"));

        assertThat(kusto.query("factory", "ovens | count").get(2).get("Rows")).hasToString("[[2]]");
        assertThat(kusto.query("factory", "ovens | where Batch == 2 | count")
                        .get(2)
                        .get("Rows"))
                .hasToString("[[1]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ovens | summarize count() by Batch",
                "ovens | where Batch > 5",
                "ovens | where nowhere == 1",
                "print 1",
                "let x = 1; ovens",
                "nowhere",
                ""
            })
    void aQueryThatIsMoreThanSimpleIsRefused(String query) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> kusto.query("factory", query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".show cluster",
                ".create table x",
                ".create table x (a:integer)",
                ".create table x (a:int, a:string)",
                ".create table ['x;y'] (a:int)",
                ".create-merge table ovens (Batch:string)",
                ".drop table nowhere",
                ".show table nowhere cslschema",
                ".show table nowhere policy ingestionbatching",
                ".show database nowhere schema",
                ".create table ovens ingestion json mapping 'm' 'no json'",
                ".alter table ovens policy ingestionbatching 'no json'",
                "show tables"
            })
    void whatTheServiceWouldRefuseIsRefused(String command) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> kusto.command("factory", command));
    }

    private static ByteArrayInputStream data(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> values(JsonNode answer, String column) {
        JsonNode table = answer.get("Tables").get(0);
        List<String> names = table.get("Columns")
                .valueStream()
                .map(described -> described.get("ColumnName").stringValue())
                .toList();
        List<String> values = new ArrayList<>();
        table.get("Rows")
                .forEach(row -> values.add(row.get(names.indexOf(column)).asString()));
        return values;
    }
}

package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTests {

    private static final Format JSON = new Format.Json();

    private static Projection projection(Format format, String recordPath, String... columns) {
        return new Projection(
                format,
                Path.parse(recordPath).orElseThrow(),
                Arrays.stream(columns)
                        .map(column -> column.split("=", 2))
                        .map(pair ->
                                new Stage.Column(pair[0], Path.parse(pair[1]).orElseThrow()))
                        .toList());
    }

    private static String lines(Rows rows) {
        assertThat(rows).isInstanceOf(Rows.Lines.class);
        Rows.Lines lines = (Rows.Lines) rows;
        String text = new String(lines.bytes(), UTF_8);
        assertThat(text.lines().count()).isEqualTo(lines.count());
        return text;
    }

    private static String reason(Rows rows) {
        assertThat(rows).isInstanceOf(Rows.None.class);
        return ((Rows.None) rows).reason();
    }

    @Test
    void anObjectIsOneRowWithEveryColumn() {
        var projection = projection(JSON, ".payload", "Temp=.t", "miss\u00efng \"x\"=.gone", "All=.");

        assertThat(lines(projection.rows(Messages.with("{\"t\":21.50}"))))
                .isEqualTo("{\"Temp\":21.50,\"miss\u00efng \\\"x\\\"\":null,\"All\":{\"t\":21.50}}\n");
    }

    @Test
    void anArrayIsARowForEachElement() {
        var projection = projection(JSON, ".payload.list", "v=.v");

        assertThat(lines(projection.rows(Messages.with("{\"list\":[{\"v\":1},{},3,null]}"))))
                .isEqualTo("{\"v\":1}\n{\"v\":null}\n{\"v\":null}\n{\"v\":null}\n");
        assertThat(lines(projection.rows(Messages.with("{\"list\":[]}")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ".payload | null",
                ".payload.a | {}",
                ".payload.a | {\"a\":null}",
                ".payload[0] | {}",
                ".nothing | 1"
            })
    void noRecordIsAReason(String path, String payload) {
        assertThat(reason(projection(JSON, path, "v=.v").rows(Messages.with(payload))))
                .isEqualTo("There is no value at the batch path " + path + ".");
    }

    @Test
    void anEmptyPayloadIsAReason() {
        assertThat(reason(projection(JSON, ".payload", "v=.v").rows(Messages.with(""))))
                .isEqualTo("The payload is empty, where JSON was expected.");
    }

    @Test
    void theWholeMessageIsARecord() {
        var projection =
                projection(JSON, ".", "topic=.topic", "t=.payload.temperature", "u=.userProperties[-1].value", "all=.");

        assertThat(lines(projection.rows(Messages.full())))
                .isEqualTo("{\"topic\":\"assets/foo\",\"t\":21.50,\"u\":\"again\",\"all\":"
                        + "{\"systemProperties\":{\"timestamp\":\"2023-01-11T10:02:07.100Z\",\"partitionId\":0,"
                        + "\"partitionKey\":\"assets/foo\"},\"topic\":\"assets/foo\",\"qos\":1,\"packetId\":17,"
                        + "\"retain\":true,\"properties\":{\"responseTopic\":\"answers\","
                        + "\"contentType\":\"application/json\",\"payloadFormat\":1,"
                        + "\"correlationData\":\"base64::Zm9v\",\"messageExpiry\":412},"
                        + "\"userProperties\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k\",\"value\":\"again\"}],"
                        + "\"payload\":{\"temperature\":21.50}}}\n");
    }

    @Test
    void aMessageWithoutPropertiesHasThemEmptyAndAtQosZeroNoPacketId() {
        assertThat(lines(projection(JSON, ".", "all=.").rows(Messages.with("1"))))
                .isEqualTo("{\"all\":{\"systemProperties\":{\"timestamp\":\"2023-01-11T10:02:07.123Z\","
                        + "\"partitionId\":0,\"partitionKey\":\"assets/foo\"},\"topic\":\"assets/foo\",\"qos\":0,"
                        + "\"retain\":false,\"properties\":{},\"userProperties\":[],\"payload\":1}}\n");
    }

    @Test
    void aRawPayloadIsTextWhereItIsUtf8() {
        var projection = projection(new Format.Raw(), ".payload", "v=.");

        assertThat(lines(projection.rows(Messages.with("a\n\"\u00e9\""))))
                .isEqualTo("{\"v\":\"a\\n\\\"\u00e9\\\"\"}\n");
        assertThat(lines(projection.rows(Messages.with(new byte[] {(byte) 0xff, 0}))))
                .isEqualTo("{\"v\":\"base64::/wA=\"}\n");
        assertThat(lines(projection.rows(Messages.with("")))).isEqualTo("{\"v\":\"\"}\n");
    }

    @Test
    void aCsvPayloadIsARowForEachRecord() {
        var projection = projection(new Format.Csv(true, List.of(), ','), ".payload", "A=.a");

        assertThat(lines(projection.rows(Messages.with("a\n1\n2\n")))).isEqualTo("{\"A\":\"1\"}\n{\"A\":\"2\"}\n");
    }
}

package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import io.adxstage.stage.Format.CsvColumn;
import io.adxstage.stage.Format.CsvType;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** Whatever comes over the wire becomes rows that parse, or a reason. */
class NothingThrowsPropertyTests {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<Projection> PROJECTIONS = List.of(
                    new Format.Json(),
                    new Format.Raw(),
                    new Format.Cbor(),
                    new Format.MessagePack(),
                    new Format.Csv(true, List.of(), ','),
                    new Format.Csv(
                            false,
                            List.of(
                                    new CsvColumn("a", CsvType.STRING, Path.ofKey("a")),
                                    new CsvColumn("b", CsvType.FLOAT, Path.ofKey("b"))),
                            ';'))
            .stream()
            .map(format -> new Projection(
                    format,
                    Path.parse(".payload").orElseThrow(),
                    List.of(
                            new Stage.Column("all", Path.parse(".").orElseThrow()),
                            new Stage.Column("a", Path.parse(".a[0]").orElseThrow()))))
            .toList();

    @Property
    void onAnyBytes(@ForAll byte[] payload) {
        check(payload);
    }

    @Property(tries = 5000)
    void onBytesThatLookLikeAFormat(@ForAll("heads") byte[] payload) {
        check(payload);
    }

    @Property
    void onTextThatIsAlmostJsonOrCsv(@ForAll("almostText") String payload) {
        check(payload.getBytes(UTF_8));
    }

    private static void check(byte[] payload) {
        for (Projection projection : PROJECTIONS) {
            switch (projection.rows(Messages.with(payload))) {
                case Rows.None none -> assertThat(none.reason()).isNotBlank();
                case Rows.Lines lines -> {
                    List<String> each = new String(lines.bytes(), UTF_8).lines().toList();
                    assertThat(each).hasSize(lines.count());
                    each.forEach(line ->
                            assertThat(MAPPER.readTree(line).propertyNames()).containsExactly("all", "a"));
                }
            }
        }
    }

    @Provide
    Arbitrary<byte[]> heads() {
        Arbitrary<Byte> head = Arbitraries.of(
                        0x80, 0x81, 0x82, 0x91, 0x92, 0x9f, 0xa1, 0xa2, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc7, 0xca,
                        0xcb, 0xcf, 0xd6, 0xd7, 0xd8, 0xd9, 0xdc, 0xdd, 0xdf, 0x5f, 0x7f, 0x61, 0x41, 0xf9, 0xfa, 0xfb,
                        0xff, 0x00, 0x01, 0x18, 0x3b, 0x7b, 0x22)
                .map(Integer::byteValue);
        return Arbitraries.oneOf(head, head, Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> almostText() {
        return Arbitraries.strings()
                .withChars("{}[],:;\"\\utrefalsn0123456789.eE+- \n\r\t\uD83D\u00e9")
                .ofMaxLength(40);
    }
}

package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.local.AdxStandIn;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.JsonNode;

/** The rule and the stand-in were written apart; here each value goes into a column of every type. */
class FitPropertyTests {

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void whatFitsIsKeptUnchangedAndWhatDoesNotIsChanged(
            @ForAll("values") @Size(min = 100, max = 100) List<Value> values) throws Exception {
        try (AdxStandIn standIn = AdxStandIn.inMemory().start()) {
            standIn.createTable(
                    "db",
                    "types",
                    Stream.of(ColumnType.values())
                            .map(type -> "c_" + type.kusto() + ":" + type.kusto())
                            .collect(Collectors.joining(", ")));
            var unused = standIn.command("db", ".alter table ['types'] policy streamingingestion enable");
            ingest(standIn, values);
            var rows = standIn.rows("db", "types");
            assertThat(rows).hasSameSizeAs(values);
            for (int i = 0; i < values.size(); i++) {
                for (ColumnType type : ColumnType.values()) {
                    agree(type, values.get(i), rows.get(i).path("c_" + type.kusto()));
                }
            }
        }
    }

    private static void agree(ColumnType type, Value value, JsonNode kept) {
        String json = JsonLine.text(value);
        if (Fit.of(type, value) == Effect.KEPT) {
            assertThat(unchanged(type, value, kept))
                    .as("%s in %s is kept as %s", json, type, kept)
                    .isTrue();
            assertThat(Conversion.of(type, value).map(converted -> Fit.of(type, converted)))
                    .isNotEqualTo(java.util.Optional.of(Effect.NULL));
        } else {
            assertThat(kept.isNull())
                    .as("%s in %s is changed to %s", json, type, kept)
                    .isTrue();
        }
    }

    private static boolean unchanged(ColumnType type, Value value, JsonNode kept) {
        if (value instanceof Value.Null) {
            return kept.isNull() || kept.asString("x").isEmpty();
        }
        return switch (type) {
            case BOOL ->
                kept.isBoolean()
                        && kept.booleanValue() == !List.of("false", "0", "-0").contains(JsonLine.text(value));
            case INT, LONG, DECIMAL ->
                kept.isNumber() && kept.decimalValue().compareTo(new BigDecimal(JsonLine.text(value))) == 0;
            case REAL -> kept.isNumber() && kept.doubleValue() == Double.parseDouble(JsonLine.text(value));
            case STRING ->
                !(value instanceof Value.Text(String text)) || kept.asString().equals(text);
            case DATETIME ->
                value instanceof Value.Text(String text) && instant(text).equals(Instant.parse(kept.asString()));
            case TIMESPAN -> kept.isString();
            case GUID ->
                value instanceof Value.Text(String text) && kept.asString().equals(text.toLowerCase(Locale.ROOT));
            case DYNAMIC -> !kept.isNull();
        };
    }

    /** To 100 ns, as the service keeps it. */
    private static Instant instant(String text) {
        String iso = text.strip()
                .replaceFirst("(\\.\\d{9})\\d+", "$1")
                .replace(' ', 'T')
                .replace('t', 'T')
                .replace('z', 'Z');
        if (iso.length() == 10) {
            iso += "T00:00";
        }
        if (iso.matches(".{10}([Z+-].*)")) {
            iso = iso.substring(0, 10) + "T00:00" + iso.substring(10);
        }
        String zone = iso.matches(".*([+-]\\d{4})") ? iso.replaceFirst("(\\d{2})$", ":$1") : iso;
        Instant exact = zone.matches(".{11}.*(Z|[+-]\\d{2}(:\\d{2})?)")
                ? OffsetDateTime.parse(zone).toInstant()
                : LocalDateTime.parse(zone).toInstant(ZoneOffset.UTC);
        return exact.minusNanos(exact.getNano() % 100);
    }

    private static void ingest(AdxStandIn standIn, List<Value> values) throws Exception {
        String body = values.stream()
                .map(JsonLine::text)
                .map(json -> Stream.of(ColumnType.values())
                        .map(type -> "\"c_" + type.kusto() + "\":" + json)
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining("\n"));
        URI ingest = URI.create(standIn.url() + "/v1/rest/ingest/db/types?streamFormat=json");
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(ingest)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Provide
    Arbitrary<List<Value>> values() {
        return value().list();
    }

    private static Arbitrary<Value> value() {
        return Arbitraries.oneOf(
                Arbitraries.of(Value.NULL, new Value.Bool(true), new Value.Bool(false)),
                numbers().map(Value.Number::new),
                texts().map(Value.Text::new),
                numbers().map(number -> new Value.Array(List.of(new Value.Number(number)))),
                texts().map(text -> new Value.Object(Map.of("k", new Value.Text(text)))));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().map(Object::toString),
                Arbitraries.longs().map(Object::toString),
                Arbitraries.integers().map(Object::toString),
                Arbitraries.bigDecimals().ofScale(7).map(Object::toString),
                Arbitraries.doubles().map(number -> new BigDecimal(number).toPlainString()),
                Arbitraries.of(
                        "0",
                        "-0",
                        "1",
                        "1.0",
                        "1e0",
                        "1E5",
                        "1e308",
                        "1e309",
                        "-1e400",
                        "1e-400",
                        "2147483648",
                        "-2147483649",
                        "9223372036854775808",
                        "1.2345678901234567890123456789012345",
                        "1234567890123456789012345678901234",
                        "0.00000000000000000000000000000000000001"));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                datetimes(),
                datetimes().flatMap(FitPropertyTests::damaged),
                spans(),
                spans().flatMap(FitPropertyTests::damaged),
                Arbitraries.create(() -> java.util.UUID.randomUUID().toString()).flatMap(FitPropertyTests::damaged),
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.of("", "true", "1", "74be27de-1e4e-49d9-b579-fe0b331d3642", "NaN", "-1"));
    }

    private static Arbitrary<String> datetimes() {
        var pieces = net.jqwik.api.Combinators.combine(
                Arbitraries.integers().between(0, 9999),
                Arbitraries.integers().between(1, 12),
                Arbitraries.integers().between(1, 31),
                Arbitraries.of(
                        "",
                        "T00:54",
                        " 23:59:59",
                        "T24:00",
                        "t12:30:00.1",
                        "T12:30:60",
                        "T12:30:00.123456789012",
                        "T1:2"),
                Arbitraries.of("", "Z", "z", "+00:00", "-0430", "+18", "+18:01", "+5", "-19:00", "ZZ", " Z"));
        return pieces.as((year, month, day, time, zone) -> "%04d-%02d-%02d".formatted(year, month, day) + time + zone);
    }

    private static Arbitrary<String> spans() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of("", "-", "1.", "-12345678.", "123456789."),
                        Arbitraries.of("00:00", "1:02", "23:59:59", "24:00", "12:60", "12:30:00.1234567", "1:2:3"))
                .as((sign, time) -> sign + time);
    }

    /** With one character gone, doubled or exchanged. */
    private static Arbitrary<String> damaged(String text) {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, Math.max(0, text.length() - 1)),
                        Arbitraries.of("", "0", "9", ":", "-", "T", "a", " "))
                .as((at, with) -> text.isEmpty() ? with : text.substring(0, at) + with + text.substring(at + 1));
    }
}

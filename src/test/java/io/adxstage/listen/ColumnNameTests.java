package io.adxstage.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Path;
import io.adxstage.stage.Path.Segment;
import io.adxstage.stage.StageReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class ColumnNameTests {

    private static String name(String path, String... taken) {
        return ColumnName.of(Path.parse(path).orElseThrow(), Set.of(taken));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                ".temperature, temperature",
                ".assets.oven.Temperature, Temperature",
                ".\"asset-id\", asset_id",
                ".\"x y\", x_y",
                ".\"a.b.c\", a_b_c",
                ".\"say \\\"hi\\\"\", say_hi",
                ".\"°C\", C",
                ".\"Größe\", Größe",
                ".\"温度\", 温度",
                ".\"1day\", _1day",
                ".\"2026\", _2026",
                ".where, where_",
                ".\"count\", count_",
                ".Count, Count",
                "._id, _id",
                ".__id__, _id_",
                ".\"$\", value",
                ".\"\", value",
                ".\"_\", value",
                "., value",
                ".[2], value_2",
                ".sensors[0], sensors_0",
                ".sensors[0].p, p",
                ".\"@odata.type\", odata_type",
            })
    void aNameIsMadeOfTheLastKeyAndNeedsNoQuotesInQueries(String path, String expected) {
        assertThat(name(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        ".pressure.value, value, pressure_value",
        ".a.pressure.value, value pressure_value, a_pressure_value",
        ".value, value, value_2",
        ".value, value value_2, value_3",
        ".sensors[1].p, p, sensors_1_p",
        ".where, where_, where_2",
    })
    void aNameThatIsTakenGetsThoseBeforeItAndThenANumber(String path, String taken, String expected) {
        assertThat(name(path, taken.split(" "))).isEqualTo(expected);
    }

    /** Whatever the keys are, the reader of stages takes the name, and no column has another's. */
    @Property(tries = 300)
    void everyNameIsOneThatAStageMayHave(@ForAll @Size(min = 1, max = 3) List<String> keys) {
        Path path = Path.of(keys.stream().<Segment>map(Segment.Key::new).toList());
        Set<String> taken = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            String name = ColumnName.of(path, taken);
            assertThat(taken.add(name)).isTrue();
            var document = JsonNodeFactory.instance.objectNode();
            document.put("displayName", "x").put("clusterUrl", "http://localhost");
            document.put("database", "d").put("table", "t");
            document.putObject("authentication").put("type", "none");
            document.putArray("columns").addObject().put("name", name).put("path", path.text());
            assertThat(new StageReader(cluster -> true).read(document)).as(name).isInstanceOf(Checked.Valid.class);
        }
    }
}

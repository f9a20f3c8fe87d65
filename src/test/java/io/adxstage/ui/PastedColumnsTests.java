package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PastedColumnsTests {

    private static List<List<String>> read(String pasted) {
        return PastedColumns.read(pasted);
    }

    @Test
    void aSpreadsheetGivesNameAndPathWithATabBetween() {
        assertThat(read("name\tpath\nTemperature\t.sensors[0].t\r\nPressure\t.p\n\n"))
                .containsExactly(List.of("Temperature", ".sensors[0].t"), List.of("Pressure", ".p"));
    }

    @Test
    void commasAndSemicolonsDoAsWellAndCellsMayBeQuoted() {
        assertThat(read("a, .x\nb;.y\n\"c d\",\".\"\"odd key\"\"\""))
                .containsExactly(List.of("a", ".x"), List.of("b", ".y"), List.of("c d", ".\"odd key\""));
    }

    @Test
    void aNameAloneHasItsDefaultPathAndAPathAloneIsNamedByItsLastKey() {
        assertThat(read("Batch\n.sensors.temperature\n.values[2]\n.a[\"x y\"]\n.\"asset-id\""))
                .containsExactly(
                        List.of("Batch"),
                        List.of("temperature", ".sensors.temperature"),
                        List.of("values", ".values[2]"),
                        List.of("x y", ".a[\"x y\"]"),
                        List.of("asset-id", ".\"asset-id\""));
    }

    @Test
    void columnsTheOtherWayRoundAreUnderstood() {
        assertThat(read(".sensors.t\tTemperature")).containsExactly(List.of("Temperature", ".sensors.t"));
    }

    @Test
    void aCommandThatMakesTheTableGivesItsNames() {
        assertThat(read(".create-merge table ['my ovens'] (Timestamp:datetime, ['asset id']: string,\n  Batch : int)"))
                .containsExactly(List.of("Timestamp"), List.of("asset id"), List.of("Batch"));
        assertThat(read(".create table ovens (a:string)")).containsExactly(List.of("a"));
    }

    @Test
    void nothingPastedIsNothing() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n , \n\t\n")).isEmpty();
        assertThat(read(".")).containsExactly(List.of("", "."));
    }
}

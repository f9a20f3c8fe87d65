package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTableTests {

    private static final String COLUMNS =
            "{\"columns\": [{\"name\": \"a\", \"odd\": 1}, {\"name\": \"b\", \"path\": \".x\"}]}";

    private final RowTable table = StageFields.table("columns");
    private final FormTree form = FormTreeTests.form(COLUMNS);
    private final Map<String, String> posted = PostedForm.untouched(form);

    private String columns(Map<String, String> changed) {
        return form.edited(changed).tree().path("columns").toString();
    }

    @Test
    void aRowChangesPlacesWithItsNeighbourAndTakesWithItWhatIsNotShown() {
        assertThat(columns(table.moved(1, true, posted)))
                .isEqualTo("[{\"name\":\"b\",\"path\":\".x\"},{\"name\":\"a\",\"odd\":1}]");
        assertThat(table.moved(0, false, posted)).isEqualTo(table.moved(1, true, posted));
    }

    @Test
    void thereIsNoWayBeyondTheEnds() {
        assertThat(table.moved(0, true, posted)).isEqualTo(posted);
        assertThat(table.moved(1, false, posted)).isEqualTo(posted);
        assertThat(table.moved(7, true, posted)).isEqualTo(posted);
    }

    @Test
    void pastedRowsComeBehindTheOthersAndInThePlaceOfBlankOnes() {
        posted.put("columns[1].name", "");
        posted.put("columns[1].path", "");
        assertThat(columns(table.with(List.of(List.of("c", ".y"), List.of("d")), posted)))
                .isEqualTo("[{\"name\":\"a\",\"odd\":1},{\"name\":\"c\",\"path\":\".y\"},{\"name\":\"d\"}]");
    }
}

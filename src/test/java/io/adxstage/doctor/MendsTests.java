package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.KustoText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MendsTests {

    private final Mends mends = new Mends(Patients.at("https://c.westeurope.kusto.windows.net")
            .principal()
            .with("table", "oven data")
            .stage());

    @Test
    void rightsAreGrantedToTheStagesOwnIdentityAndNoMoreThanNeeded() {
        String app = "aadapp=" + Patients.CLIENT + ";" + Patients.TENANT;

        assertThat(mends.grantIngest()).isEqualTo(".add database ['factory'] ingestors ('" + app + "')");
        assertThat(mends.grantView()).isEqualTo(".add database ['factory'] viewers ('" + app + "')");
    }

    @Test
    void anIdThatIsNoIdEndsNoText() {
        Mends odd = new Mends(Patients.at("https://c.westeurope.kusto.windows.net")
                .json(
                        "authentication",
                        "{\"type\": \"servicePrincipal\", \"tenantId\": \"t') | .drop\", \"clientId\": \"c'; rm\","
                                + " \"clientSecret\": \"s\"}")
                .stage());

        assertThat(odd.grantIngest()).endsWith("(" + KustoText.literal("aadapp=c'; rm;t') | .drop") + ")");
        assertThat(odd.newSecret()).contains("az ad app credential reset --id 'c'\\''; rm' --append --years 1");
    }

    @Test
    void aTableIsCreatedWithTheTypesOfTheSample() {
        assertThat(mends.createTable(new SampleTypes(Map.of("Batch", "long"))))
                .isEqualTo(".create-merge table ['oven data'] (['Batch']:long, ['Pressure']:dynamic)");
    }

    @ParameterizedTest
    @CsvSource({
        "int, long, true",
        "real, long, true",
        "int, real, false",
        "long, string, false",
        "string, real, true",
        "dynamic, dynamic, true",
        "datetime, datetime, true",
        "datetime, long, false",
        "guid, string, false",
        "bool, bool, true"
    })
    void aColumnKeepsWhatIsOfItsTypeOrNarrower(String column, String values, boolean keeps) {
        assertThat(SampleTypes.keeps(column, values)).isEqualTo(keeps);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 2 | long",
                "1 | 2.5 | real",
                "true | null | bool",
                "\"a\" | 1 | dynamic",
                "\"2023-08-10T00:54:58.6572007Z\" | null | datetime",
                "\"2023-08-10T00:54:58Z\" | \"soon\" | string",
                "\"8b1f2c34-0000-0000-0000-000000000001\" | null | guid",
                "{\"a\": 1} | null | dynamic"
            })
    void aSamplesTypesAreThoseThatHoldAllItsValues(String one, String other, String type) {
        Patient patient =
                Patients.at("http://localhost:1").patient("{\"Batch\": " + one + "}", "{\"Batch\": " + other + "}");

        SampleTypes types = SampleTypes.of(patient.stage(), new io.adxstage.stage.Format.Json(), patient.samples());

        assertThat(types.of("Batch")).contains(type);
        assertThat(types.of("Pressure")).isEmpty();
    }
}

package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.KustoText;
import io.adxstage.stage.Format;
import org.junit.jupiter.api.Test;

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
        Patient patient = Patients.at("http://localhost:1").patient("{\"Batch\": 1}");

        assertThat(mends.createTable(sample(patient).columns()))
                .isEqualTo(".create-merge table ['oven data'] (['Batch']:long, ['Pressure']:dynamic)");
    }

    @Test
    void aColumnIsAddedWithTheTypeOfTheSampleOrOneThatKeepsAnything() {
        Sample sample = sample(Patients.at("http://localhost:1").patient("{\"Batch\": 1}", "{\"Batch\": 2.5}"));

        assertThat(mends.addColumn("Batch", sample.founded("Batch")))
                .isEqualTo(".create-merge table ['oven data'] (['Batch']:real)");
        assertThat(mends.addColumn("Pressure", sample.founded("Pressure")))
                .isEqualTo(".create-merge table ['oven data'] (['Pressure']:dynamic)");
    }

    private static Sample sample(Patient patient) {
        return new Sample(patient.stage(), new Format.Json(), patient.samples());
    }
}

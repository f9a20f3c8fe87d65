package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholePipelineApiTests extends ApiTests {

    private static final String PIPELINE = """
            {"properties": {"input": {"type": "input/mqtt@v1", "broker": "mqtt://b:1883", "topics": ["a"]},
             "stages": {"t": {"displayName": "Shape", "type": "processor/transform@v1"},
              "o": {"displayName": "Out", "type": "output/dataexplorer@v1", "clusterUrl": "https://x.eastus.kusto.windows.net",
               "database": "d", "table": "t", "columns": [{"name": "a"}],
               "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "adx-secret"}}}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"/api/stages", "/api/stages/validate"})
    void aWholePipelineIsAnsweredWithTheStageInIt(String path) {
        var answer = post(path, PIPELINE);
        assertThat(answer).hasStatus(422).hasContentType(PROBLEM);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].code").isEqualTo("whole-pipeline");
        assertThat(answer).bodyJson().extractingPath("$.stage.table").isEqualTo("t");
        assertThat(answer).bodyJson().extractingPath("$.stage.input.broker").isEqualTo("mqtt://b:1883");
        assertThat(answer).bodyJson().extractingPath("$.secrets[0].pointer").isEqualTo("/authentication/clientSecret");
        assertThat(answer).bodyJson().extractingPath("$.secrets[0].name").isEqualTo("adx-secret");
        assertThat(answer).bodyJson().extractingPath("$.left[0].type").isEqualTo("processor/transform@v1");
    }

    @Test
    void onePipelineThatHoldsNoSuchStageIsRefusedInWords() {
        assertThat(post("/api/stages", "{\"stages\": {}}"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("no stage of type output/dataexplorer@v1");
    }
}

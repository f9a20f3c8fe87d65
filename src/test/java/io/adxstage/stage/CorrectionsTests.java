package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CorrectionsTests {

    private static JsonNode draft(String clusterUrl) {
        return JsonMapper.shared().createObjectNode().put("clusterUrl", clusterUrl);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ingest-c.kusto.windows.net, https://c.kusto.windows.net",
        "https://Ingest-C.kusto.windows.net/, https://c.kusto.windows.net",
        "https://c.kusto.windows.net/factory, https://c.kusto.windows.net",
        "https://c.kusto.windows.net:8443/?tenant=t, https://c.kusto.windows.net:8443"
    })
    void aClusterUrlThatSaysTooMuchIsPutRight(String written, String right) {
        JsonNode draft = draft(written);

        Corrections.Corrected corrected = Corrections.of(draft);

        assertThat(corrected.draft().path("clusterUrl").stringValue()).isEqualTo(right);
        assertThat(corrected.corrections()).containsExactly(new Corrections.Correction("/clusterUrl", written, right));
        assertThat(draft.path("clusterUrl").stringValue())
                .as("the draft itself")
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://c.kusto.windows.net",
                "https://c.kusto.windows.net/",
                "https://user:word@ingest-c.kusto.windows.net",
                "ingest-c.kusto.windows.net",
                "no uri",
                ""
            })
    void whatIsRightOrHasNoOneRightAnswerStays(String written) {
        JsonNode draft = draft(written);

        assertThat(Corrections.of(draft).draft()).isSameAs(draft);
        assertThat(Corrections.of(draft).corrections()).isEmpty();
    }

    @Test
    void whatIsNoDocumentStays() {
        assertThat(Corrections.of(JsonMapper.shared().createArrayNode()).corrections())
                .isEmpty();
    }
}

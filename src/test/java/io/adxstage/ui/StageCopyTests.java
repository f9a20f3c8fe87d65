package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.StageText;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StageCopyTests {

    private static ObjectNode document(String text) {
        return (ObjectNode) ((StageText.Tree) StageText.parse(text)).root();
    }

    @Test
    void literalSecretsStayWithTheirStageAndReferencesGoAlong() {
        var original = document("""
                {"displayName": "Oven", "authentication": {"clientSecret": "t0p", "clientId": "c"},
                 "input": {"broker": "mqtt://b", "clientId": "one", "authentication": {"password": "${env:ADX_STAGE_SECRET_B}"}}}
                """);
        assertThat(StageCopy.copy(original, "Copy of Oven")).isEqualTo(document("""
                {"displayName": "Copy of Oven", "authentication": {"clientSecret": "", "clientId": "c"},
                 "input": {"broker": "mqtt://b", "authentication": {"password": "${env:ADX_STAGE_SECRET_B}"}},
                 "enabled": false}
                """));
        assertThat(original.at("/authentication/clientSecret").stringValue()).isEqualTo("t0p");
    }

    @Test
    void aLongNameIsCut() {
        var copy = StageCopy.copy(document("{}"), "Copy of " + "x".repeat(256));
        assertThat(copy.path("displayName").stringValue()).hasSize(256);
    }
}

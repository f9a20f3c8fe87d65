package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptionTests extends ApiTests {

    @Test
    void theApiIsDescribed() throws Exception {
        var answer = mvc.get().uri("/v3/api-docs").exchange();
        assertThat(answer).hasStatusOk();
        java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/api-docs.json"), answer.getResponse().getContentAsString());
    }
}

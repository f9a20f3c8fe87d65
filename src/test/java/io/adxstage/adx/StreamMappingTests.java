package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamMappingTests {

    @Test
    void theCommandNamesEveryColumnByNameAndNoType() {
        assertThat(StreamMapping.of(List.of("Batch", "asset name")).command("my ovens"))
                .isEqualTo(".create-or-alter table ['my ovens'] ingestion json mapping 'adx_stage_e91600ee8313'"
                        + " '[{\"column\":\"Batch\",\"Properties\":{\"Path\":\"$[\\'Batch\\']\"}},"
                        + "{\"column\":\"asset name\",\"Properties\":{\"Path\":\"$[\\'asset name\\']\"}}]'");
    }

    @Test
    void theSameColumnsInAnotherOrderNeedNoOtherMapping() {
        assertThat(StreamMapping.of(List.of("b", "a"))).isEqualTo(StreamMapping.of(List.of("a", "b")));
    }

    @Test
    void otherColumnsHaveAnotherMapping() {
        assertThat(StreamMapping.of(List.of("a", "b")).name())
                .isNotEqualTo(StreamMapping.of(List.of("a", "B")).name());
    }
}

package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class EffectiveTests {

    private final StageReader reader = new StageReader(url -> true);

    @Test
    void defaultsAreFilledIn() {
        ObjectNode draft = Drafts.with(Drafts.SMALLEST, "/input", "{'broker':'mqtt://b','topics':['a'],'qos':null}");

        assertThat(reader.effective(draft)).isEqualTo(Drafts.draft("""
                {
                  "displayName": "Ovens",
                  "type": "output/dataexplorer@v1",
                  "enabled": true,
                  "clusterUrl": "https://ovens.westeurope.kusto.windows.net",
                  "database": "factory",
                  "table": "ovens",
                  "authentication": {"type": "managedIdentity"},
                  "batch": {"time": "60s", "path": ".payload", "maxBytes": 268435456},
                  "columns": [{"name": "temperature", "path": ".\\"temperature\\""}],
                  "retry": {"type": "default"},
                  "ingestion": "queued",
                  "onMismatch": "warn",
                  "input": {
                    "type": "input/mqtt@v1",
                    "broker": "mqtt://b",
                    "topics": ["a"],
                    "qos": 1,
                    "cleanSession": false,
                    "sessionExpiry": "24h",
                    "retained": "new",
                    "authentication": {"type": "none"},
                    "format": {"type": "json"}
                  }
                }"""));
    }

    @Test
    void whatIsWrittenStays() {
        ObjectNode full = Drafts.draft(Drafts.FULL);
        ObjectNode effective = reader.effective(full);
        // One thing is left out of that document.
        assertThat(effective
                        .at("/input/format/columns/1")
                        .asObject()
                        .remove("path")
                        .stringValue())
                .isEqualTo(".\"id\"");
        effective.at("/input/format/columns/1").asObject().remove("type");

        assertThat(effective).isEqualTo(full);
    }

    @Test
    void theGivenDocumentIsLeftAlone() {
        ObjectNode draft = Drafts.draft(Drafts.FULL);
        reader.effective(draft).path("viewOptions").asObject().removeAll();

        assertThat(draft).isEqualTo(Drafts.draft(Drafts.FULL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'columns':{}}",
                "{'columns':[1,null,{}]}",
                "{'batch':[],'retry':1,'input':'x'}",
                "{'retry':{'type':7},'input':{'format':{'type':'csv'}}}",
                "{'foo':null,'batch':null}"
            })
    void aDraftThatIsWrongIsBorne(String json) {
        assertThat(reader.effective(Drafts.draft(json)).path("type").stringValue())
                .isEqualTo("output/dataexplorer@v1");
    }
}

package io.adxstage.ui;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a new stage starts from: the keys that everybody needs, so that the Advanced tab shows what to fill in. */
final class NewStage {

    private NewStage() {}

    static ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("displayName", "");
        document.put("clusterUrl", "");
        document.put("database", "");
        document.put("table", "");
        document.putObject("authentication")
                .put("type", "servicePrincipal")
                .put("tenantId", "")
                .put("clientId", "")
                .put("clientSecret", "");
        document.putArray("columns").addObject().put("name", "");
        return document;
    }
}

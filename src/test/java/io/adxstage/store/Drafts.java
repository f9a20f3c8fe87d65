package io.adxstage.store;

import io.adxstage.stage.StageText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents for tests. */
final class Drafts {

    static final String CLIENT_SECRET = "client-secret-in-plain-words";
    static final String BROKER_PASSWORD = "broker-password-in-plain-words";

    private Drafts() {}

    static ObjectNode draft(String displayName) {
        return read("""
                {
                  "displayName": "%s",
                  "clusterUrl": "https://ovens.westeurope.kusto.windows.net/",
                  "database": "plant", "table": "ovens",
                  "authentication": {"type": "managedIdentity"},
                  "columns": [{"name": "temperature"}],
                  "viewOptions": {"position": {"x": 1.50, "y": -0}, "note": null}
                }""".formatted(displayName));
    }

    static ObjectNode draftWithSecrets(String displayName) {
        var draft = draft(displayName);
        draft.set("authentication", read("""
                {"type": "servicePrincipal", "tenantId": "tenant", "clientId": "client", "clientSecret": "%s"}"""
                .formatted(CLIENT_SECRET)));
        draft.set("input", read("""
                {"broker": "mqtts://broker.example:8883", "topics": ["ovens/#"],
                 "authentication": {"type": "usernamePassword", "username": "oven", "password": "%s"}}"""
                .formatted(BROKER_PASSWORD)));
        return draft;
    }

    static ObjectNode read(String json) {
        return (ObjectNode) tree(json);
    }

    static JsonNode tree(String json) {
        return ((StageText.Tree) StageText.parse(json)).root();
    }
}

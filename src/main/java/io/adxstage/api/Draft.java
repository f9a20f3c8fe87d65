package io.adxstage.api;

import tools.jackson.databind.JsonNode;

/** A request's body, strictly read and not yet checked. */
record Draft(JsonNode tree) {

    @Override
    public String toString() {
        return "Draft";
    }
}

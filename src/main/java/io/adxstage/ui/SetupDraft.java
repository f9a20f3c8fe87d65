package io.adxstage.ui;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.Stage;
import io.adxstage.store.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stage that may be unfinished, with stand-ins for what its preparation asks for and the draft lacks: who is about to
 * create the application has no client ID yet.
 *
 * @param standIns values that stand for what is missing
 */
record SetupDraft(Stage stage, List<String> standIns) {

    SetupDraft {
        standIns = List.copyOf(standIns);
    }

    private static final Map<String, String> STAND_INS = Map.of(
            "/displayName", "stage",
            "/clusterUrl", "https://mycluster.westeurope.kusto.windows.net",
            "/database", "MyDatabase",
            "/table", "MyTable",
            "/authentication/tenantId", "<tenant ID>",
            "/authentication/clientId", "<client ID>");

    /** No command has them; whatever is there makes the document whole. */
    private static final Set<String> UNSEEN =
            Set.of("/authentication/clientSecret", "/authentication/certificate", "/authentication/password");

    private static final List<String> KEYS = List.of(
            "displayName",
            "clusterUrl",
            "database",
            "table",
            "authentication",
            "batch",
            "columns",
            "ingestion",
            "input");

    /** More rounds than there are places to mend, one within another. */
    private static final int ROUNDS = 8;

    static SetupDraft of(JsonNode draft, Stages stages) {
        ObjectNode document = relevant(draft);
        List<String> standIns = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            switch (stages.check(document, null)) {
                case Checked.Valid valid -> {
                    return new SetupDraft(valid.stage(), standIns);
                }
                case Checked.Invalid invalid -> mend(document, invalid.problems(), standIns);
            }
        }
        return of(Trees.object(), stages);
    }

    private static ObjectNode relevant(JsonNode draft) {
        ObjectNode document = Trees.object();
        KEYS.stream()
                .filter(key -> !Trees.absent(draft.path(key)))
                .forEach(key -> document.set(key, draft.path(key).deepCopy()));
        return document;
    }

    private static void mend(ObjectNode document, List<Problem> problems, List<String> standIns) {
        // From the end: an element that goes moves no other that is still to be looked at.
        for (Problem problem : problems.reversed()) {
            String place = problem.pointer();
            String standIn = STAND_INS.get(place);
            if (standIn != null) {
                set(document, place, standIn);
                standIns.addFirst(standIn);
            } else if (UNSEEN.contains(place)) {
                set(document, place, "-");
            } else if (place.startsWith("/columns")) {
                dropColumn(document, place, standIns);
            } else if (place.startsWith("/authentication")) {
                document.set("authentication", Trees.object().put("type", "servicePrincipal"));
            } else if (!place.isEmpty()) {
                document.remove(JsonPointer.compile(place).getMatchingProperty());
            }
        }
    }

    private static void set(ObjectNode document, String place, String value) {
        Trees.set(document, JsonPointer.compile(place), tools.jackson.databind.node.StringNode.valueOf(value));
    }

    private static void dropColumn(ObjectNode document, String place, List<String> standIns) {
        String[] parts = place.split("/");
        if (parts.length > 2
                && document.path("columns") instanceof ArrayNode columns
                && parts[2].matches("[0-9]{1,9}")) {
            columns.remove(Integer.parseInt(parts[2]));
        } else {
            document.putArray("columns").addObject().put("name", "MyColumn");
            standIns.addFirst("MyColumn");
        }
    }
}

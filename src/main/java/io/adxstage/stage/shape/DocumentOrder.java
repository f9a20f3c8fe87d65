package io.adxstage.stage.shape;

import io.adxstage.stage.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The order in which the values of a document are written. What is missing stands at the end of its object. */
final class DocumentOrder {

    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();
    private int next;

    private DocumentOrder() {}

    static DocumentOrder of(JsonNode document) {
        DocumentOrder order = new DocumentOrder();
        order.visit(document, Place.ROOT);
        return order;
    }

    List<Problem> sort(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(problem -> position(problem.pointer())))
                .toList();
    }

    private int position(String pointer) {
        Integer start = starts.get(pointer);
        String parent = pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
        return start != null ? start : ends.getOrDefault(parent, next);
    }

    private void visit(JsonNode node, Place place) {
        starts.put(place.pointer(), next++);
        if (node.isObject()) {
            node.forEachEntry((key, value) -> visit(value, place.child(key)));
        } else {
            for (int i = 0; i < node.size(); i++) {
                visit(node.path(i), place.child(i));
            }
        }
        ends.put(place.pointer(), next++);
    }
}

package io.adxstage.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pipeline in an export, whatever is wrapped around it: bare, as an Azure resource ({@code properties}, API version
 * 2023-10-04-preview), as a Kubernetes resource ({@code spec}), in an ARM template ({@code resources}) or in a list.
 *
 * @param name empty where there is none
 * @param body the object that has {@code input} and {@code stages}
 * @param stages in their order, by id
 */
record Export(String name, ObjectNode body, List<Node> stages) {

    /** A stage of the pipeline; the body may be anything. */
    record Node(String id, JsonNode body) {

        String type() {
            return body.path("type").stringValue("");
        }

        String name() {
            return text(body.path("displayName"), id);
        }
    }

    /** Keys of a wrapper, none of which a stage's document has. */
    private static final List<String> WRAPPERS = List.of("properties", "spec");

    private static final List<String> LISTS = List.of("resources", "value", "items");

    JsonNode input() {
        return body.path("input");
    }

    /** All pipelines of a document; none in that of a stage. */
    static List<Export> in(JsonNode root) {
        List<Export> found = new ArrayList<>();
        if (root.isArray()) {
            root.values().forEach(one -> found.addAll(in(one)));
        } else if (root instanceof ObjectNode object) {
            if (isPipeline(object, false)) {
                found.add(of(object, object));
            }
            WRAPPERS.stream()
                    .map(object::path)
                    .filter(body -> isPipeline(body, true))
                    .forEach(body -> found.add(of(object, (ObjectNode) body)));
            LISTS.stream().map(object::path).filter(JsonNode::isArray).forEach(list -> found.addAll(in(list)));
        }
        return found;
    }

    /** @param wrapped whether an input alone is proof enough: a stage's own document has one, too */
    private static boolean isPipeline(JsonNode body, boolean wrapped) {
        return body.isObject()
                && (body.path("stages").isContainer()
                        || (wrapped && body.path("input").isObject()));
    }

    private static Export of(ObjectNode outer, ObjectNode body) {
        String fallback = text(outer.path("metadata").path("name"), text(outer.path("name"), ""));
        return new Export(
                text(body.path("displayName"), fallback),
                body,
                nodes(body.path("stages")).toList());
    }

    /** By id in an object, or in a list, where an id may stand inside. */
    private static Stream<Node> nodes(JsonNode stages) {
        if (stages instanceof ObjectNode byId) {
            return byId.properties().stream().map(Export::node);
        }
        List<Node> listed = new ArrayList<>();
        stages.values().forEach(one -> {
            String number = Integer.toString(listed.size() + 1);
            listed.add(new Node(text(one.path("id"), text(one.path("name"), number)), one));
        });
        return listed.stream();
    }

    private static Node node(Map.Entry<String, JsonNode> entry) {
        return new Node(entry.getKey(), entry.getValue() == null ? MissingNode.getInstance() : entry.getValue());
    }

    private static String text(JsonNode value, String otherwise) {
        String text = value.stringValue("").strip();
        return text.isEmpty() ? otherwise : text;
    }
}

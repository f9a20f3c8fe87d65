package io.adxstage.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes the Azure Data Explorer stage and the MQTT input of a pipeline. */
final class Takeover {

    private static final String TARGET = "output/dataexplorer@";
    private static final String SOURCE = "input/mqtt@";

    private Takeover() {}

    static Import of(JsonNode root) {
        List<Export> pipelines = Export.in(root);
        return switch (pipelines.size()) {
            case 0 -> new Import.Ordinary();
            case 1 -> take(pipelines.getFirst());
            default ->
                new Import.Nothing("The document holds " + pipelines.size() + " pipelines: "
                        + pipelines.stream().map(Takeover::called).collect(Collectors.joining(", "))
                        + ". A stage is made of one: bring the JSON of that one alone.");
        };
    }

    private static Import take(Export pipeline) {
        Export.Node target = target(pipeline);
        if (target == null) {
            return new Import.Nothing("The pipeline " + called(pipeline) + " has no stage of type "
                    + "output/dataexplorer@v1, so nothing of it can be taken over. " + contents(pipeline));
        }
        List<Import.Left> left = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        ObjectNode document = document(pipeline, (ObjectNode) target.body());
        String source = pipeline.input().path("type").stringValue("");
        if (pipeline.input() instanceof ObjectNode input && (source.isEmpty() || source.startsWith(SOURCE))) {
            document.set("input", MqttSource.of(input, remarks));
        } else {
            left.addAll(source(pipeline, source));
            remarks.add(
                    "Without an input of its own the stage uses the one that this installation is configured with.");
        }
        pipeline.stages().stream()
                .filter(stage -> !stage.equals(target))
                .forEach(stage -> left.add(new Import.Left(stage.name(), stage.type(), why(stage.type()))));
        return new Import.Taken(pipeline.name(), document, KeptSecrets.takenFrom(document), left, remarks);
    }

    private static Export.@Nullable Node target(Export pipeline) {
        return pipeline.stages().stream()
                .filter(stage -> stage.body().isObject() && stage.type().startsWith(TARGET))
                .findFirst()
                .orElse(null);
    }

    /** The stage's own keys in their order; only what leads to other stages goes. */
    private static ObjectNode document(Export pipeline, ObjectNode target) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        if (!target.hasNonNull("displayName") && !pipeline.name().isEmpty()) {
            document.put("displayName", pipeline.name());
        }
        document.setAll(target.deepCopy());
        document.remove(List.of("next", "id"));
        if (pipeline.body().path("enabled").isBoolean()
                && !pipeline.body().path("enabled").booleanValue()) {
            document.put("enabled", false);
        }
        return document;
    }

    private static List<Import.Left> source(Export pipeline, String type) {
        return pipeline.input().isObject()
                ? List.of(new Import.Left(
                        pipeline.input().path("displayName").stringValue("input"),
                        type,
                        "Only messages of an MQTT broker are read here."))
                : List.of();
    }

    private static String why(String type) {
        if (type.startsWith(TARGET)) {
            return "A stage writes to one table. For this one, bring the pipeline again without the other.";
        }
        if (type.startsWith("output/")) {
            return "Rows go to Azure Data Explorer only.";
        }
        return type.startsWith("processor/")
                ? "Rows are made of messages as the broker delivers them. Look whether the paths of the columns still fit."
                : "There is nothing like it here.";
    }

    private static String contents(Export pipeline) {
        return pipeline.stages().isEmpty()
                ? "It has no stages at all."
                : "Its stages are "
                        + pipeline.stages().stream()
                                .map(stage ->
                                        stage.name() + " (" + (stage.type().isEmpty() ? "no type" : stage.type()) + ")")
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static String called(Export pipeline) {
        return pipeline.name().isEmpty() ? "without a name" : "\"" + pipeline.name() + "\"";
    }
}

package io.adxstage.pipeline;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The pipeline's MQTT source as the input of a stage: the same keys, without those of the pipeline's diagram. */
final class MqttSource {

    private MqttSource() {}

    /** @param remarks takes a sentence for each thing that is otherwise than it was */
    static ObjectNode of(ObjectNode source, List<String> remarks) {
        ObjectNode input = source.deepCopy();
        input.remove(List.of("displayName", "description", "next", "viewOptions"));
        takeOldConnection(input);
        if (input.path("topics") instanceof ArrayNode topics) {
            input.set("topics", names(topics));
        }
        if (input.at("/authentication/type").stringValue("").equals("serviceAccountToken")) {
            input.remove("authentication");
            remarks.add(
                    "The pipeline signed in to the broker with its Kubernetes service account, which a stage does not"
                            + " have. It now connects as nobody in particular: give it a user name and password, or a"
                            + " certificate, if the broker asks for one.");
        }
        if (input.at("/format/type").stringValue("").equals("protobuf")) {
            remarks.add(
                    "Payloads in Protobuf cannot be read here: choose another format, and have the devices send it.");
        }
        return input;
    }

    /** Early previews kept address and user in an object of its own. */
    private static void takeOldConnection(ObjectNode input) {
        JsonNode old = input.path("mqttConnectionInfo");
        if (!old.isObject()) {
            return;
        }
        input.remove("mqttConnectionInfo");
        if (old.path("broker").isString() && !input.has("broker")) {
            input.set("broker", old.path("broker"));
        }
        if (old.path("username").isString() && !input.has("authentication")) {
            input.putObject("authentication")
                    .put("type", "usernamePassword")
                    .put("username", old.path("username").stringValue())
                    .set("password", old.path("password").isString() ? old.path("password") : StringNode.valueOf(""));
        }
    }

    /** Early previews wrote a topic as an object with a name. */
    private static ArrayNode names(ArrayNode topics) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        topics.values().forEach(topic -> names.add(topic.path("name").isString() ? topic.path("name") : topic));
        return names;
    }
}

package io.adxstage.stage;

import static io.adxstage.stage.Leaves.interval;
import static io.adxstage.stage.Leaves.list;
import static io.adxstage.stage.Leaves.optionalSecret;
import static io.adxstage.stage.Leaves.optionalText;
import static io.adxstage.stage.Leaves.path;
import static io.adxstage.stage.Leaves.secret;
import static io.adxstage.stage.Leaves.text;
import static io.adxstage.stage.Leaves.unbound;
import static io.adxstage.stage.Leaves.word;

import io.adxstage.stage.shape.Whole;
import tools.jackson.databind.JsonNode;

/** The part of {@link StageBinding} that makes the input. */
final class InputBinding {

    private InputBinding() {}

    static Input input(JsonNode input) {
        return new Input(
                Brokers.uri(text(input, "broker")),
                list(input.path("topics")).stream().map(JsonNode::stringValue).toList(),
                (int) Whole.of(input.path("qos")),
                input.path("cleanSession").booleanValue(),
                interval(input, "sessionExpiry"),
                optionalText(input, "clientId"),
                word(Input.Retained.class, input.path("retained")),
                authentication(input.path("authentication")),
                optionalText(input.path("tls"), "caCertificate"),
                format(input.path("format")));
    }

    private static Input.Authentication authentication(JsonNode node) {
        return switch (text(node, "type")) {
            case "none" -> new Input.Authentication.None();
            case "usernamePassword" ->
                new Input.Authentication.UsernamePassword(text(node, "username"), secret(node, "password"));
            case "certificate" ->
                new Input.Authentication.Certificate(secret(node, "certificate"), optionalSecret(node, "password"));
            default -> throw unbound(node);
        };
    }

    private static Format format(JsonNode node) {
        return switch (text(node, "type")) {
            case "json" -> new Format.Json();
            case "raw" -> new Format.Raw();
            case "csv" ->
                new Format.Csv(
                        node.path("header").booleanValue(),
                        list(node.path("columns")).stream()
                                .map(InputBinding::csvColumn)
                                .toList(),
                        text(node, "delimiter").charAt(0));
            case "messagePack" -> new Format.MessagePack();
            case "cbor" -> new Format.Cbor();
            default -> throw unbound(node);
        };
    }

    private static Format.CsvColumn csvColumn(JsonNode node) {
        // Bytes of a CSV value are its text: there is no other notation for them in CSV.
        Format.CsvType type = text(node, "type").equals("bytes")
                ? Format.CsvType.STRING
                : word(Format.CsvType.class, node.path("type"));
        return new Format.CsvColumn(text(node, "name"), type, path(node, "path"));
    }
}

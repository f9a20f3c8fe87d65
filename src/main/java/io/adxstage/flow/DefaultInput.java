package io.adxstage.flow;

import io.adxstage.stage.CheckedInput;
import io.adxstage.stage.Input;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import tools.jackson.databind.json.JsonMapper;

/**
 * The instance's default input, {@code adx-stage.input.*}: the same names as in the document, read by the same reader.
 */
@ConfigurationProperties("adx-stage.input")
record DefaultInput(
        @Nullable String broker,
        @Nullable List<String> topics,
        @Nullable Integer qos,
        @Nullable Boolean cleanSession,
        @Nullable String sessionExpiry,
        @Nullable String clientId,
        @Nullable String retained,
        @Nullable Authentication authentication,
        @Nullable Tls tls,
        @Nullable Format format) {

    record Authentication(
            @Nullable String type,
            @Nullable String username,
            @Nullable String password,
            @Nullable String certificate) {

        @Override
        public String toString() {
            return "Authentication[" + type + "]";
        }
    }

    record Tls(@Nullable String caCertificate) {}

    record Format(
            @Nullable String type,
            @Nullable Boolean header,
            @Nullable String delimiter,
            @Nullable List<Column> columns) {}

    record Column(
            @Nullable String name,
            @Nullable String type,
            @Name("path") @Nullable String path) {}

    /**
     * The input; none where nothing is configured.
     *
     * @throws InvalidDefaultInput where it is configured wrongly; the message names every problem by its key
     */
    Optional<Input> read(StageReader reader) {
        Map<String, Object> document = JsonMapper.shared().convertValue(this, new MapOfObjects());
        if (withoutNulls(document).isEmpty()) {
            return Optional.empty();
        }
        return switch (reader.readInput(JsonMapper.shared().valueToTree(withoutNulls(document)))) {
            case CheckedInput.Valid valid -> Optional.of(valid.input());
            case CheckedInput.Invalid invalid ->
                throw new IllegalStateException("The default input (adx-stage.input) cannot be used: "
                        + invalid.problems().stream()
                                .map(DefaultInput::sentence)
                                .collect(Collectors.joining(" ")));
        };
    }

    private static final class MapOfObjects extends tools.jackson.core.type.TypeReference<Map<String, Object>> {}

    private static String sentence(Problem problem) {
        return "adx-stage.input" + problem.pointer().replace('/', '.') + ": " + problem.detail();
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> from) {
        Map<String, Object> kept = new LinkedHashMap<>();
        from.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                Map<String, Object> members = new LinkedHashMap<>();
                inner.forEach((name, member) -> members.put(String.valueOf(name), member));
                Map<String, Object> some = withoutNulls(members);
                if (!some.isEmpty()) {
                    kept.put(key, some);
                }
            } else if (value != null) {
                kept.put(key, value);
            }
        });
        return kept;
    }
}

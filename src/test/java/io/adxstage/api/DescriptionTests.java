package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Checked;
import io.adxstage.stage.StageSchema;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The OpenAPI description and its page. */
class DescriptionTests extends ApiTests {

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void everyCallIsDescribedWithItsRefusals() {
        var paths = docs().path("paths");
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            for (var path : mapping.getPatternValues()) {
                if (path.startsWith("/api")) {
                    for (var verb : mapping.getMethodsCondition().getMethods()) {
                        var call = paths.path(path.replaceAll(":[^}]*}", "}"))
                                .path(verb.name().toLowerCase(java.util.Locale.ROOT));
                        assertThat(call.path("summary").asString("")).as(path).isNotBlank();
                        assertThat(call.path("description").asString(""))
                                .as(path)
                                .endsWith(".");
                        assertThat(call.path("responses").has("default"))
                                .as(path)
                                .isTrue();
                    }
                }
            }
        });
    }

    @Test
    void theDocumentIsDescribedByItsOwnSchema() {
        var schema = docs().at("/components/schemas/Stage");
        var names = new HashSet<String>(schema.path("properties").propertyNames());
        assertThat(names)
                .isEqualTo(new HashSet<String>(
                        StageSchema.schema().path("properties").propertyNames()));
        assertThat(docs().at("/components/schemas").propertyNames()).doesNotContain("JsonNode", "Draft", "ObjectNode");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var docs = docs();
        var references = new HashSet<String>();
        collectReferences(docs, references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(docs.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void theSampleIsAStageAndThePatchChangesIt() {
        assertThat(stages.check(json(Examples.STAGE), null)).isInstanceOf(Checked.Valid.class);
        var patched = MergePatch.apply(json(Examples.STAGE), json(Examples.PATCH));
        assertThat(stages.check(patched, null)).isInstanceOf(Checked.Valid.class);
        assertThat(docs().at("/paths/~1api~1stages/post/requestBody/content/application~1json/examples/sample/value"))
                .isEqualTo(json(Examples.STAGE));
    }

    @Test
    void aRefusalIsShownAsItIsAnswered() {
        var shown =
                docs().at("/components/responses/NotFound/content/application~1problem+json/examples/example/value");
        var answered = json(bodyOf("/api/stages/ovens"));
        assertThat(shown.path("detail")).isEqualTo(answered.path("detail"));
        assertThat(shown.path("type")).isEqualTo(answered.path("type"));
    }

    @Test
    void theDocumentsComeFirst() {
        assertThat(docs().at("/tags/0/name").stringValue()).isEqualTo("Stages");
    }

    @Test
    void thePageIsServed() {
        assertThat(mvc.get().uri("/swagger-ui.html")).hasStatus(302).hasRedirectedUrl("/swagger-ui/index.html");
        assertThat(mvc.get().uri("/swagger-ui/index.html"))
                .hasStatusOk()
                .bodyText()
                .contains("swagger-ui");
    }

    private JsonNode docs() {
        return json(bodyOf("/v3/api-docs"));
    }

    private String bodyOf(String path) {
        try {
            return mvc.get().uri(path).exchange().getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static void collectReferences(JsonNode node, Set<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").stringValue());
        }
        node.forEach(child -> collectReferences(child, references));
    }
}

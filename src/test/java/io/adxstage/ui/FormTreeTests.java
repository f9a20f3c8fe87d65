package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Secret;
import io.adxstage.stage.StageText;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FormTreeTests {

    private static final String[] GROUPS = {
        "authentication",
        "batch",
        "retry",
        "input",
        "columns",
        "viewOptions",
        "colour",
        "input.format",
        "input.authentication",
        "input.tls",
        "input.format.columns"
    };

    private static final String[] VALUES = {
        "null",
        "\"\"",
        "\"text\"",
        "\"**********\"",
        "\"${env:X}\"",
        "\"two\\nlines\"",
        "\"\\r\\n\"",
        "\" \"",
        "\"true\"",
        "\"1\"",
        "\"abc\"",
        "0",
        "5",
        "1.50",
        "1e9",
        "-3",
        "123456789012345678901234567890",
        "true",
        "false",
        "[]",
        "{}",
        "[\"a\",\"b\"]",
        "[\"a\", 5]",
        "[\" a\"]",
        "[{\"name\":\"x\"},{\"name\":5,\"odd\":1},\"y\",null,[]]",
        "{\"type\":\"fixed\"}",
        "{\"type\":\"csv\",\"columns\":[{\"name\":\"q\",\"type\":\"float\"}]}",
        "{\"type\":\"certificate\",\"password\":\"p\",\"clientSecret\":\"s\",\"odd\":[1]}",
        "\"servicePrincipal\"",
        "\"fixed\"",
        "\"csv\"",
        "\"own\""
    };

    static ObjectNode tree(String text) {
        return (ObjectNode) ((StageText.Tree) StageText.parse(text)).root();
    }

    static JsonNode value(String text) {
        return tree("{\"v\":" + text + "}").path("v");
    }

    static FormTree form(String text) {
        return new FormTree(tree(text), Aside.NOTHING);
    }

    /** Any value at any place that the form knows, and at some that it does not. */
    @Provide
    Arbitrary<ObjectNode> documents() {
        var names = StageFields.ALL.stream().map(Field::name).toList();
        var place = Arbitraries.oneOf(Arbitraries.of(names), Arbitraries.of(GROUPS));
        return Arbitraries.maps(place, Arbitraries.of(VALUES)).ofMaxSize(14).map(places -> {
            ObjectNode document = Trees.object();
            places.forEach((name, text) -> Trees.set(document, Trees.pointer(name), value(text)));
            return document;
        });
    }

    @Property(tries = 1000)
    void aFormThatIsPostedAsItWasShownChangesNothing(@ForAll("documents") ObjectNode document) {
        var form = new FormTree(document, Aside.NOTHING);
        var edited = form.edited(PostedForm.untouched(form));
        assertThat(edited.tree()).isEqualTo(document);
        assertThat(StageText.print(edited.tree())).isEqualTo(StageText.print(document));
    }

    @Property(tries = 300)
    void anotherKindAndBackKeepsAllThatWasTyped(@ForAll("documents") ObjectNode document) {
        var form = new FormTree(document, Aside.NOTHING);
        if (!form.shown().path("retry").path("type").stringValue("").equals("fixed")) {
            form = form.edited(Map.of("retry.type", "fixed", "retry.interval", "7s"));
        }
        var shown = PostedForm.untouched(form);
        var other = new HashMap<>(shown);
        other.put("retry.type", "none");
        var aside = form.edited(other);
        var back = PostedForm.untouched(aside);
        back.put("retry.type", "fixed");
        assertThat(PostedForm.untouched(aside.edited(back))).isEqualTo(shown);
    }

    @Property(tries = 300)
    void noLiteralSecretIsShown(@ForAll("documents") ObjectNode document) {
        Trees.set(document, Trees.pointer("authentication.clientSecret"), value("\"hush-hush\""));
        Trees.set(document, Trees.pointer("input.authentication.password"), value("\"hush-hush\""));
        assertThat(PostedForm.untouched(new FormTree(document, Aside.NOTHING)).values())
                .noneMatch(shown -> shown.contains("hush"));
    }

    @Example
    void onlyWhatDiffersIsWritten() {
        var edited = form("{\"displayName\": \"a\", \"odd\": [1.50], \"batch\": {\"path\": \".\"}}")
                .edited(Map.of("displayName", "a", "table", "t", "batch.time", "5s", "batch.maxRows", "10"));
        assertThat(edited.tree())
                .isEqualTo(tree("{\"displayName\": \"a\", \"odd\": [1.50],"
                        + " \"batch\": {\"path\": \".\", \"time\": \"5s\", \"maxRows\": 10}, \"table\": \"t\"}"));
    }

    @Example
    void anEmptiedFieldLeavesNoTrace() {
        assertThat(form("{\"batch\": {\"time\": \"5s\"}}")
                        .edited(Map.of("batch.time", ""))
                        .tree())
                .isEmpty();
    }

    @Example
    void whatIsNoNumberStaysTextSoThatTheReaderComplains() {
        assertThat(form("{}").edited(Map.of("batch.maxRows", "many")).tree())
                .isEqualTo(tree("{\"batch\": {\"maxRows\": \"many\"}}"));
        assertThat(form("{\"batch\": {\"maxRows\": \"1\"}}")
                        .edited(Map.of("batch.maxRows", "1"))
                        .tree())
                .isEqualTo(tree("{\"batch\": {\"maxRows\": 1}}"));
    }

    @Example
    void linesBecomeAList() {
        assertThat(form("{\"input\": {}}")
                        .edited(Map.of("input.topics", "a/#\r\n\r\n b/+ \r\n"))
                        .tree())
                .isEqualTo(tree("{\"input\": {\"topics\": [\"a/#\", \"b/+\"]}}"));
    }

    @Example
    void aMaskKeepsTheSecretAndAnotherValueReplacesIt() {
        var form = form("{\"authentication\": {\"type\": \"servicePrincipal\", \"clientSecret\": \"old\"}}");
        assertThat(form.edited(Map.of("authentication.clientSecret", Secret.MASK))
                        .tree())
                .isEqualTo(form.tree());
        assertThat(form.edited(Map.of("authentication.clientSecret", "new"))
                        .tree()
                        .at("/authentication/clientSecret"))
                .isEqualTo(value("\"new\""));
    }

    @Example
    void aSecretStaysWhereNothingIsTypedAndGoesWhereThatIsAskedFor() {
        var form = form("{\"authentication\": {\"type\": \"certificate\", \"password\": \"old\"}}");
        assertThat(form.edited(Map.of("authentication.password", "")).tree()).isEqualTo(form.tree());
        assertThat(form.edited(Map.of("authentication.password", "", "authentication.password.removed", "true"))
                        .tree())
                .isEqualTo(tree("{\"authentication\": {\"type\": \"certificate\"}}"));
    }

    @Example
    void aReferenceIsNoSecretAndCanBeEmptied() {
        assertThat(form("{\"authentication\": {\"type\": \"certificate\", \"password\": \"${env:X}\"}}")
                        .edited(Map.of("authentication.password", ""))
                        .tree())
                .isEqualTo(tree("{\"authentication\": {\"type\": \"certificate\"}}"));
    }

    @Example
    void anotherKindPutsItsFieldsAsideAndTheFirstBringsThemBack() {
        var form = form(
                "{\"authentication\": {\"type\": \"servicePrincipal\", \"clientId\": \"c\", \"clientSecret\": \"s\", \"odd\": 1}}");
        var other = form.edited(
                Map.of("authentication.type", "managedIdentity", "authentication.clientSecret", Secret.MASK));
        assertThat(other.tree())
                .isEqualTo(
                        tree("{\"authentication\": {\"type\": \"managedIdentity\", \"clientId\": \"c\", \"odd\": 1}}"));
        assertThat(other.edited(Map.of("authentication.type", "servicePrincipal"))
                        .tree())
                .isEqualTo(form.tree());
    }

    @Example
    void withoutScriptsAFieldOfAnotherKindIsWrittenSoThatTheReaderComplainsThere() {
        var form = form("{\"authentication\": {\"type\": \"azureCli\"}}");
        assertThat(form.edited(Map.of("authentication.clientSecret", "s"))
                        .tree()
                        .at("/authentication/clientSecret")
                        .isMissingNode())
                .isFalse();
        assertThat(form.edited(Map.of("authentication.clientSecret", "s", FormTree.SCRIPTED, "true"))
                        .tree())
                .isEqualTo(form.tree());
    }

    @Example
    void theDefaultInputPutsTheOwnOneAside() {
        var form = form("{\"input\": {\"broker\": \"mqtt://b\", \"odd\": 1}}");
        var other = form.edited(Map.of("input", "default"));
        assertThat(other.tree()).isEmpty();
        assertThat(other.edited(Map.of("input", "own")).tree()).isEqualTo(form.tree());
    }

    @Example
    void whoeverNamesABrokerWithoutScriptsMeansIt() {
        assertThat(form("{}")
                        .edited(Map.of("input", "default", "input.broker", "mqtt://b"))
                        .tree())
                .isEqualTo(tree("{\"input\": {\"broker\": \"mqtt://b\"}}"));
    }

    @Example
    void rowsKeepWhatTheTableDoesNotShow() {
        var edited = form("{\"columns\": [{\"name\": \"a\", \"odd\": 1}, {\"name\": \"b\"}]}")
                .edited(Map.of(
                        "columns.sent",
                        "true",
                        "columns[0].at",
                        "1",
                        "columns[0].name",
                        "b2",
                        "columns[3].at",
                        "0",
                        "columns[3].name",
                        "a",
                        "columns[3].path",
                        ".x",
                        "columns[7].at",
                        "",
                        "columns[7].name",
                        "",
                        "columns[7].path",
                        ""));
        assertThat(edited.tree())
                .isEqualTo(
                        tree("{\"columns\": [{\"name\": \"b2\"}, {\"name\": \"a\", \"odd\": 1, \"path\": \".x\"}]}"));
    }
}

package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTests {

    private final Draft draft = new Drafts().begin(null, 0, NewStage.document());

    @Test
    void textStaysAsItWasTypedWhileTheFormChangesNothing() {
        var typed = "{ \"displayName\"  : \"a\",\n\n\"authentication\": {\"clientSecret\":\"s\\\"x\"} }";
        var written = draft.withText(typed);
        assertThat(written.text()).isEqualTo(typed.replace("\"s\\\"x\"", "\"" + Secret.MASK + "\""));
        assertThat(written.withForm(Map.of("displayName", "a")).text()).isEqualTo(written.text());
        assertThat(written.withForm(Map.of("displayName", "b")).text()).contains("\"displayName\": \"b\"");
    }

    @Test
    void aSecretThatWasTypedIsKeptBehindItsMaskWhateverElseChanges() {
        var written = draft.withText("{\"clusterUrl\": \"a\", \"authentication\": {\"clientSecret\": \"s\"}}");
        var moved = written.withText(written.text().replace("\"a\"", "\"b\""));
        assertThat(moved.content().root().at("/authentication/clientSecret").stringValue())
                .isEqualTo("s");
        assertThat(moved.text()).doesNotContain("\"s\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"authentication\": {\"clientSecret\": \"hush\"},,}",
                "{\"authentication\": {'clientSecret': 'hush'}}",
                "{authentication: {clientSecret: hush}}",
                "{\"authentication\": {\"clientSecret\": \"hush}}",
                "{\"authentication\": {\"clientSecret\": \"a\"hush\"}}",
                "{\"authentication\": {\"clientSecret\": \"hush\n  and hush\"}}",
                "{\"authentication\": {\"CLIENTSECRET\" : \"hu\\\"hush\" \"x\": 1}}",
                "{\"password\": [\"hush\", \"hush\"], }",
                "{\"password\": {\"a\": \"hush\"}, }",
                "{\"password\"=\"hush\"}",
                "{\"certificate\": \"-----BEGIN\nhush\nhush\n-----END-----\", \"type\": \"certificate\"}",
                "\"password\": \"hush"
            })
    void noSecretOfBrokenTextIsShownAndNothingIsLost(String typed) {
        var broken = draft.withText(typed);
        assertThat(broken.content()).isInstanceOf(Draft.Content.Broken.class);
        assertThat(broken.text()).doesNotContain("hush").contains(Secret.MASK);
        assertThat(broken.typed(broken.text())).isEqualTo(typed);
        assertThat(broken.form()).isNull();
    }

    @Test
    void mendedTextHasItsSecretsBackFromTheTextAndFromBefore() {
        var before = draft.withText("{\"authentication\": {\"clientSecret\": \"one\"}}");
        var broken = before.withText(
                "{\"authentication\": {\"clientSecret\": \"**********\"}, \"input\": {\"authentication\": {\"password\": \"two\"}},,}");
        var mended = broken.withText(broken.text().replace(",,", ""));
        assertThat(mended.content().root().at("/authentication/clientSecret").stringValue())
                .isEqualTo("one");
        assertThat(mended.content().root().at("/input/authentication/password").stringValue())
                .isEqualTo("two");
    }

    @Test
    void masksThatCannotBeToldApartStayMasks() {
        var broken = draft.withText("{\"a\": {\"password\": \"one\"}, \"b\": {\"password\": \"two\"},,}");
        var mended = broken.withText("{\"b\": {\"password\": \"**********\"}}");
        assertThat(mended.content().root().at("/b/password").stringValue()).isEqualTo(Secret.MASK);
    }

    @Test
    void referencesAreNoSecrets() {
        assertThat(draft.withText("{\"password\": \"${env:X}\",,}").text()).contains("${env:X}");
    }

    @Test
    void aDocumentThatIsNoObjectShowsNoForm() {
        var list = draft.withText("[{\"password\": \"hush\"}]");
        assertThat(list.form()).isNull();
        assertThat(list.text()).isEqualTo("[{\"password\": \"**********\"}]");
        assertThat(list.withForm(Map.of("displayName", "x"))).isSameAs(list);
    }

    @Test
    void nothingThatIsPrintedOfADraftShowsASecret() {
        var written = draft.withText("{\"authentication\": {\"clientSecret\": \"hush\"}}");
        assertThat(written + " " + written.content() + " " + written.form()).doesNotContain("hush");
        var broken = draft.withText("{\"password\": \"hush\",,}");
        assertThat(broken + " " + broken.content()).doesNotContain("hush");
    }

    @Test
    void theLongestUnusedDraftGoesWhenThereAreTooMany() {
        var drafts = new Drafts();
        var first = drafts.begin(null, 0, NewStage.document());
        var second = drafts.begin(null, 0, NewStage.document());
        for (int i = 2; i < Drafts.MOST; i++) {
            drafts.begin("other", 1, NewStage.document());
        }
        assertThat(drafts.find(first.id(), null)).isPresent();
        drafts.begin(null, 0, NewStage.document());
        assertThat(drafts.find(first.id(), null)).isPresent();
        assertThat(drafts.find(second.id(), null)).isEmpty();
    }

    @Test
    void aDraftMadeAgainForAnOldPageRemembersTheVersionThatThePageBeganWith() {
        var again = new Drafts().begin("s", 7, NewStage.document());
        assertThat(again.asOf("5").version()).isEqualTo(5);
        assertThat(again.asOf("9").version()).isEqualTo(7);
        assertThat(again.asOf("").version()).isEqualTo(7);
    }
}

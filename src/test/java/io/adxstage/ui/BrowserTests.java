package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.flow.Counters;
import io.adxstage.flow.StageState;
import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import io.adxstage.testing.RequiresProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do, in a real browser; the package of the driver brings the browser. */
@SpringBootTest(classes = UiRoom.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RequiresProgram(value = "chromedriver", debianPackage = "chromium-driver")
class BrowserTests {

    @LocalServerPort
    int port;

    @Autowired
    Stages stages;

    @Autowired
    FakeRunningStages running;

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
        running.statuses.clear();
        running.histories.clear();
        running.batches.clear();
        running.letters.clear();
    }

    private String saved(String document) {
        var result = stages.create(((StageText.Tree) StageText.parse(document)).root(), "anna");
        return ((SaveResult.Saved) result).stage().id();
    }

    private static void fill(Browser browser) {
        browser.type("displayName", "Ovens of hall 3");
        browser.type("clusterUrl", "https://factory.westeurope.kusto.windows.net");
        browser.type("database", "telemetry");
        browser.type("table", "ovens");
        browser.type("authentication.tenantId", "contoso.onmicrosoft.com");
        browser.type("authentication.clientId", "app");
        browser.type("authentication.clientSecret", PagesTests.SECRET);
        browser.type("columns[0].name", "temperature");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFirstStageIsMadeByForm(boolean scripts) {
        try (var browser = Browser.open(port, scripts)) {
            browser.go("/");
            browser.leave(browser.one("main a.primary"));
            fill(browser);
            addRow(browser, scripts);
            browser.type("columns[1].name", "pressure");
            browser.type("columns[1].path", ".sensors[0].p");
            browser.press("save");
            assertThat(browser.path()).matches("/stages/[^/]+");
            assertThat(browser.one("h1").getText()).isEqualTo("Ovens of hall 3");
            var document = stages.all().getFirst().document();
            assertThat(document.path("columns").toString())
                    .isEqualTo("[{\"name\":\"temperature\"},{\"name\":\"pressure\",\"path\":\".sensors[0].p\"}]");
            assertThat(document.at("/authentication/clientSecret").stringValue())
                    .isEqualTo(PagesTests.SECRET);
        }
    }

    private static void addRow(Browser browser, boolean scripts) {
        if (scripts) {
            browser.click("button[value='add:columns']");
        } else {
            browser.press("add:columns");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsTypedInOneTabIsThereInTheOther(boolean scripts) {
        try (var browser = Browser.open(port, scripts)) {
            browser.go("/stages/new");
            fill(browser);
            browser.press("advanced");
            assertThat(browser.value("document"))
                    .contains("\"Ovens of hall 3\"", "\"clientSecret\": \"**********\"", "\"temperature\"");
            assertThat(browser.all(".cm-editor")).hasSize(scripts ? 1 : 0);
            write(browser, browser.value("document").replace("hall 3", "hall 4").replace("\"ovens\"", "\"\""), scripts);
            browser.press("form");
            assertThat(browser.value("displayName")).isEqualTo("Ovens of hall 4");
            assertThat(browser.all(".secret-set")).hasSize(1);
            browser.press("save");
            assertThat(browser.all("#f-table-problems")).hasSize(1);
            assertThat(browser.field("table").getDomAttribute("aria-describedby"))
                    .contains("f-table-problems");
            browser.type("table", "ovens");
            browser.press("save");
            assertThat(stages.all()
                            .getFirst()
                            .document()
                            .at("/authentication/clientSecret")
                            .stringValue())
                    .isEqualTo(PagesTests.SECRET);
        }
    }

    /** Types into the editor, or where there is none into the text area. */
    private static void write(Browser browser, String text, boolean scripts) {
        if (scripts) {
            browser.run(
                    "const c = document.querySelector('.cm-content'); c.focus(); document.execCommand('selectAll');"
                            + " document.execCommand('insertText', false, arguments[0]);",
                    text);
            browser.until(() -> browser.value("document").contains("hall 4"));
        } else {
            browser.type("document", text);
        }
    }

    @Test
    void onlyTheFieldsOfTheChosenKindAreShown() {
        try (var browser = Browser.open(port, true)) {
            browser.go("/stages/new");
            assertThat(browser.field("authentication.clientSecret").isDisplayed())
                    .isTrue();
            assertThat(browser.field("authentication.certificate").isDisplayed())
                    .isFalse();
            assertThat(browser.field("input.broker").isDisplayed()).isFalse();
            browser.type("authentication.clientSecret", PagesTests.SECRET);
            browser.choose("authentication.type", "certificate");
            browser.choose("input", "own");
            assertThat(browser.field("authentication.clientSecret").isDisplayed())
                    .isFalse();
            assertThat(browser.field("authentication.certificate").isDisplayed())
                    .isTrue();
            browser.type("input.broker", "mqtt://broker:1883");
            browser.press("advanced");
            assertThat(browser.value("document")).contains("mqtt://broker:1883").doesNotContain("clientSecret");
            browser.press("form");
            browser.choose("authentication.type", "servicePrincipal");
            assertThat(browser.one(".secret-set").isDisplayed()).isTrue();
        }
    }

    @Test
    void aColumnIsDraggedToAnotherPlace() {
        try (var browser = Browser.open(port, true)) {
            browser.go("/stages/new");
            browser.type("columns[0].name", "first");
            browser.click("button[value='add:columns']");
            browser.type("columns[1].name", "second");
            browser.drag(
                    "[data-rows=columns] tbody tr:nth-child(2) [data-handle]",
                    "[data-rows=columns] tbody tr:nth-child(1)");
            assertThat(browser.value("columns[0].name")).isEqualTo("second");
            assertThat(browser.value("columns[1].name")).isEqualTo("first");
        }
    }

    @Test
    void theListFollowsTheStagesByItself() {
        String id = saved(PagesTests.DOCUMENT);
        try (var browser = Browser.open(port, true)) {
            browser.go("/");
            var row = browser.one("tbody tr");
            assertThat(row.getText()).contains("Stopped");
            running.statuses.put(
                    id,
                    FakeRunningStages.status(
                            StageState.RUNNING, "", new Counters(77, 0, 0, 0, 0, 77, 0, 0, 0, 0), null));
            browser.until(
                    () -> row.getText().contains("Running") && row.getText().contains("77"));
        }
    }

    @Test
    void theEditorMarksWhatTheServerFinds() {
        try (var browser = Browser.open(port, true)) {
            browser.go("/stages/new?tab=advanced");
            browser.until(() -> !browser.all(".cm-lintRange-error").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionIsTestedFromTheEditorAndFromTheStage(boolean scripts) {
        String id = saved(PagesTests.DOCUMENT);
        try (var browser = Browser.open(port, scripts)) {
            browser.go("/stages/" + id + "/edit");
            browser.type("table", "kilns");
            tested(browser, scripts);
            assertThat(browser.value("table")).isEqualTo("kilns");
            browser.go("/stages/" + id);
            tested(browser, scripts);
        }
    }

    private static void tested(Browser browser, boolean scripts) {
        var button = browser.one("button[data-test-connection]");
        if (scripts) {
            button.click();
            browser.until(() -> !browser.one("[data-checks-news]")
                            .getDomProperty("textContent")
                            .isEmpty()
                    && browser.all(".check-waiting").isEmpty()
                    && !browser.all(".checks li").isEmpty());
        } else {
            browser.leave(button);
        }
        assertThat(browser.one(".check-failed").getText()).contains("Failed", "Right to ingest", FakeDoctor.GRANT);
        assertThat(browser.all(".checks .fix button")).hasSize(scripts ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deadLettersAreTurnedUnfoldedReplayedAndDeleted(boolean scripts) {
        String id = saved(PagesTests.DOCUMENT);
        running.letters.put(id, LaidOut.letters(45));
        try (var browser = Browser.open(port, scripts)) {
            browser.go("/stages/" + id);
            browser.leave(browser.one(".pages a[rel=next]"));
            assertThat(browser.one(".letters tbody tr").getText()).contains("hall3/oven/20");
            var details = browser.one(".letters details");
            details.findElement(org.openqa.selenium.By.cssSelector("summary")).click();
            browser.until(() -> browser.one(".letters .payload.open").isDisplayed());
            browser.leave(browser.one("form[action$='/dead-letters/replay'] button"));
            assertThat(browser.one(".notice[role=status]").getText())
                    .isEqualTo("12 became rows, 3 are still dead letters.");
            browser.leave(browser.one("a[href$='/dead-letters/delete']"));
            browser.leave(browser.one("button.danger"));
            assertThat(browser.all(".letters")).isEmpty();
            assertThat(running.letters).doesNotContainKey(id);
        }
    }

    /** From the list to the rows, without a pointer. */
    @Test
    void deadLettersAreReplayedWithTheKeyboardOnly() {
        String id = saved(PagesTests.DOCUMENT);
        running.letters.put(id, LaidOut.letters(5));
        try (var browser = Browser.open(port, true)) {
            browser.go("/");
            browser.tabTo("a[href='/stages/" + id + "']");
            browser.leaveBy(Keys.ENTER);
            browser.tabTo(".letters summary");
            browser.keys(Keys.ENTER);
            browser.until(() -> browser.one(".letters .payload.open").isDisplayed());
            browser.run("document.activeElement.blur()");
            browser.tabTo("form[action$='/dead-letters/replay'] button");
            browser.leaveBy(Keys.ENTER);
            assertThat(browser.one(".notice[role=status]").getText())
                    .isEqualTo("12 became rows, 3 are still dead letters.");
            assertThat(running.asked).contains("replay " + id);
        }
    }

    /** One saves in another tab what the other one, who has no pointer, is about to save. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoWhoEditOneStageTheSecondSeesWhatTheFirstChangedAndChooses(boolean scripts) throws Exception {
        String id = saved(PagesTests.DOCUMENT);
        try (var browser = Browser.open(port, scripts)) {
            browser.go("/stages/" + id + "/edit");
            browser.write("#f-displayName", "Oven of the second");
            browser.write("#f-batch-time", "1s");
            browser.aside(() -> {
                browser.go("/stages/" + id + "/edit");
                browser.type("batch.time", "30s");
                browser.type("table", "kilns");
                browser.press("save");
            });
            browser.enter(".bar button.primary");
            assertThat(browser.path()).isEqualTo("/stages/" + id + "/edit/conflict");
            assertThat(browser.all("fieldset.conflict")).hasSize(1);
            assertThat(browser.one("fieldset.conflict").getText()).contains("batch.time", "30s", "1s");
            assertThat(browser.one("table.sides").getText()).contains("displayName", "Oven of the second", "kilns");
            if (scripts) {
                browser.pictures("conflict");
            }
            browser.tabTo("fieldset.conflict input[type=radio]");
            browser.keys(browser.focused("[value=theirs]") ? Keys.SPACE : Keys.ARROW_DOWN);
            assertThat(browser.one("input[type=radio][value=theirs]").isSelected())
                    .isTrue();
            browser.enter("button[value=save]");
            assertThat(browser.path()).isEqualTo("/stages/" + id);
            var document = stages.find(id).orElseThrow().document();
            assertThat(document.path("displayName").stringValue()).isEqualTo("Oven of the second");
            assertThat(document.path("table").stringValue()).isEqualTo("kilns");
            assertThat(document.at("/batch/time").stringValue()).isEqualTo("30s");
            if (scripts) {
                browser.leave(browser.one("a[href$='/revisions']"));
                browser.pictures("revisions");
                browser.leave(browser.one("a[href*='compare']"));
                browser.pictures("compare");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pastedPayloadsBecomeRowsWithTheirMisfitsMarked(boolean scripts) throws Exception {
        String id = saved(PagesTests.DOCUMENT.replace("\"path\": \".x\"", "\"path\": \".b\""));
        running.statuses.put(id, FakeRunningStages.withTable(FakeRunningStages.TABLE));
        try (var browser = Browser.open(port, scripts)) {
            browser.go("/stages/" + id + "/edit");
            browser.one(".preview summary").sendKeys(org.openqa.selenium.Keys.ENTER);
            browser.until(() -> browser.field("samples").isDisplayed());
            browser.type("samples", "{\"a\": \"oven\", \"b\": 71.5}");
            browser.press("preview");
            assertThat(browser.one("td.misfit").getText()).contains("71.5", "does not fit column b of type int");
            assertThat(browser.all(".setup .command")).isNotEmpty();
            browser.press("advanced");
            assertThat(browser.value("samples").strip()).isEqualTo("{\"a\": \"oven\", \"b\": 71.5}");
            browser.press("preview");
            assertThat(browser.all("td.misfit")).hasSize(1);
            browser.pictures("preview");
            browser.go("/stages/" + id);
            assertThat(browser.one("#mismatches").getText()).contains("no such column");
            browser.pictures("misfits");
        }
    }
}

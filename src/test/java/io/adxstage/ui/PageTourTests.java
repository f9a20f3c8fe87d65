package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.store.Stages;
import io.adxstage.testing.FakeListens;
import io.adxstage.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Goes through every page once: its title, its landmarks, no violation that axe-core finds, in light and dark, and nothing
 * wider than a narrow screen. With
 * {@code -Dscreens=docs} it takes the pictures of {@code docs/screens.md} on the way. A page more is a line more in the
 * tour.
 */
@SpringBootTest(classes = UiRoom.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RequiresProgram(value = "chromedriver", debianPackage = "chromium-driver")
class PageTourTests {

    /** WCAG 2.2, 1.4.10: nothing is to be scrolled sideways from this width on, in CSS pixels. */
    private static final int NARROW = 320;

    @TempDir
    Path folder;

    @LocalServerPort
    int port;

    @Autowired
    Stages stages;

    @Autowired
    FakeRunningStages running;

    @Autowired
    FakeListens listens;

    private final List<String> violations = new ArrayList<>();
    private final PictureBook book = PictureBook.asked();

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
        running.statuses.clear();
        running.histories.clear();
        running.batches.clear();
        running.letters.clear();
    }

    /** @param title of the page in the book; empty for a state that is checked and not shown there */
    private void look(Browser browser, String name, String title) throws IOException {
        assertThat(browser.run("return document.title").toString()).as(name).contains(" · adx-stage");
        assertThat(browser.all("h1")).as(name).hasSize(1);
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            Axe.violations(browser).forEach(found -> violations.add(name + ", " + scheme + ": " + found));
        }
        browser.scheme("light");
        assertThat(browser.tooWideFor(NARROW)).as(name + " on a narrow screen").isEmpty();
        if (!title.isEmpty()) {
            book.page(browser, name, title);
        }
    }

    @Test
    void everyPageIsForEverybody() throws IOException {
        try (var browser = Browser.open(port, true)) {
            browser.go("/");
            look(browser, "first-use", "The first page before there is a stage");
            String id = LaidOut.stages(stages, running);
            browser.go("/");
            look(browser, "stages", "All stages");
            LaidOut.more(stages, 5);
            browser.go("/?named=nothing+like+it");
            assertThat(browser.one("main").getText()).contains("No stage");
            look(browser, "none-found", "");
            browser.go("/stages/" + id);
            look(browser, "stage", "A stage as it runs");
            browser.offline(true);
            browser.until(() -> browser.one("[data-notice=gone]").isDisplayed());
            look(browser, "gone", "");
            browser.offline(false);
            browser.go("/stages/" + id);
            browser.run("document.querySelectorAll('details').forEach(part => part.open = true)");
            look(browser, "stage-unfolded", "");
            browser.go("/stages/" + id + "/delete");
            look(browser, "delete", "Before a stage is deleted");
            browser.go("/stages/" + id + "/batches/failed/delete");
            look(browser, "delete-batch", "");
            browser.go("/stages/" + id + "/dead-letters/delete");
            look(browser, "delete-letters", "");
            browser.go("/stages/" + id + "/edit");
            look(browser, "form-filled", "The form of a stage");
            browser.run("document.querySelectorAll('details').forEach(part => part.open = true)");
            browser.run("document.querySelectorAll('[hidden][data-kinds-of]').forEach(part => part.hidden = false)");
            look(browser, "form-unfolded", "");
            browser.go("/stages/" + id + "/edit");
            browser.click("button[data-test-connection]");
            browser.until(() -> browser.all(".check-failed").size() == 1);
            look(browser, "connection-test", "A connection test with its advice");
            browser.go("/stages/" + id + "/setup");
            look(browser, "setup", "What to run on the cluster");
            browser.go("/stages/" + id + "/revisions");
            look(browser, "revisions", "The versions of a stage");
            browser.go("/stages/" + id + "/revisions/compare?from=1&to=2");
            look(browser, "compare", "Two versions side by side");
            browser.go("/stages/" + id + "/edit");
            browser.type("batch.time", "2s");
            browser.aside(() -> {
                browser.go("/stages/" + id + "/edit");
                browser.type("batch.time", "30s");
                browser.press("save");
            });
            browser.press("save");
            look(browser, "conflict", "Two people edited one stage");
            browser.go("/stages/" + id + "/edit?preview=true");
            look(browser, "preview", "");
            browser.go("/stages/new");
            look(browser, "form", "The form of a new stage");
            browser.type("clusterUrl", "https://ingest-factory.westeurope.kusto.windows.net");
            browser.type("columns[0].path", "a..b");
            browser.press("check");
            look(browser, "form-problems", "The form with problems");
            browser.press("advanced");
            browser.until(() -> !browser.all(".cm-lintRange-error").isEmpty());
            look(browser, "advanced", "The Advanced tab");
            browser.click(".cm-content");
            browser.control("f");
            browser.until(() -> browser.all(".cm-search").size() == 1);
            assertThat(browser.one(".cm-search").getText()).contains("Whole words", "Regular expression");
            look(browser, "advanced-search", "");
            lookAtAnImport(browser);
            lookAtAnOffer(browser);
            lookAtAMomentOfListening(browser);
            browser.go("/stages/" + id);
            browser.leave(browser.one("form[action$='/dead-letters/replay'] button"));
            look(browser, "replayed", "");
            browser.go("/nowhere");
            look(browser, "not-found", "A page that does not exist");
            browser.go("/stages/" + id + "/dead-letters/replay");
            assertThat(browser.one("h1").getText()).isEqualTo("That did not work");
            look(browser, "wrong-call", "");
            browser.go("/error");
            look(browser, "server-error", "When the service is at fault");
        }
        lookAtTheDoor();
        assertThat(violations).isEmpty();
        book.close();
    }

    private void lookAtAnImport(Browser browser) throws IOException {
        browser.go("/stages/new");
        browser.press("advanced");
        browser.click(".cm-content");
        browser.control("a");
        browser.insert(AdvancedPageTests.PIPELINE);
        browser.until(() -> browser.value("document").contains("Bakery"));
        browser.press("check");
        browser.until(() -> !browser.all(".cm-lintRange-error").isEmpty());
        look(browser, "imported", "A pipeline of Azure IoT Data Processor, pasted");
    }

    /** The service has forgotten what was typed, the browser has not. */
    private void lookAtAnOffer(Browser browser) throws IOException {
        browser.go("/stages/new");
        browser.type("table", "kilns");
        browser.forget("ADX_STAGE_SESSION");
        browser.go("/stages/new");
        assertThat(browser.one("[data-kept-offer]").isDisplayed()).isTrue();
        look(browser, "kept-offer", "");
        browser.click("[data-forget]");
    }

    private void lookAtAMomentOfListening(Browser browser) throws IOException {
        listens.say("hall/3", "{\"temp\": 71.5, \"asset-id\": \"oven\"}");
        browser.go("/stages/new");
        browser.choose("input", "own");
        browser.type("input.broker", "mqtt://broker.example");
        browser.type("input.topics", "hall/+");
        browser.click("[data-listen]");
        browser.until(() -> !browser.all(".heard [data-path]").isEmpty());
        browser.one(".heard [data-path='.temp']").sendKeys(Keys.ENTER);
        browser.until(() -> browser.all(".becoming thead th").size() == 1);
        browser.one(".heard [data-path='.\"asset-id\"']").sendKeys(Keys.ENTER);
        browser.until(() -> browser.all(".becoming thead th").size() == 2);
        look(browser, "listening", "Messages of a topic, and the rows they become");
    }

    /** With a password there is a page before all others, and one for who may not do what he does. */
    private void lookAtTheDoor() throws IOException {
        try (var closed = new SpringApplicationBuilder(UiRoom.class)
                        .run(
                                "--server.port=0",
                                "--adx-stage.data-dir=" + folder,
                                "--adx-stage.security.password=correct horse");
                var browser = Browser.open(
                        closed.getEnvironment().getRequiredProperty("local.server.port", Integer.class), true)) {
            browser.go("/stages/new");
            look(browser, "sign-in", "Signing in");
            browser.type("username", "admin");
            browser.type("password", "wrong");
            browser.leave(browser.one("main button"));
            look(browser, "sign-in-refused", "");
            browser.type("username", "admin");
            browser.type("password", "correct horse");
            browser.leave(browser.one("main button"));
            look(browser, "signed-in", "");
            // As a page of somebody else's would send it.
            browser.run(
                    "const form = document.createElement('form'); form.method = 'post'; form.action = '/stages/new';"
                            + "document.body.append(form); form.submit();");
            browser.until(() -> browser.path().equals("/stages/new")
                    && browser.all("main.calm").size() == 1);
            assertThat(browser.one("h1").getText()).isEqualTo("That was not allowed");
            look(browser, "forbidden", "");
            browser.go("/");
            browser.forget("ADX_STAGE_SESSION");
            browser.until(() -> browser.one("[data-notice=other]").isDisplayed());
            look(browser, "signed-out", "");
        }
    }

    @Test
    void theFirstPageAndTheFormAreLightAndTheEditorIsLoadedOnlyWhereItIsUsed() {
        LaidOut.stages(stages, running);
        try (var browser = Browser.open(port, true)) {
            browser.withoutCache();
            browser.go("/");
            assertThat(browser.transferred()).as("bytes of the list of stages").isBetween(1_000L, 100_000L);
            browser.go("/stages/new");
            assertThat(browser.transferred()).as("bytes of the form").isBetween(1_000L, 100_000L);
            assertThat(browser.run("return performance.getEntriesByType('resource').map(one => one.name).join()")
                            .toString())
                    .contains("/assets/form.js")
                    .doesNotContain("/assets/editor.js");
        }
    }

    /** WCAG 2.2, 2.4.11: what has the focus is not hidden behind the bar at the bottom. */
    @Test
    void theFieldWithTheFocusIsNeverBehindTheBar() {
        try (var browser = Browser.open(port, true)) {
            browser.go("/stages/new");
            browser.click("#f-displayName");
            for (int i = 0; i < 25; i++) {
                browser.keys(Keys.TAB);
                assertThat(browser.run("const e = document.activeElement, r = e.getBoundingClientRect();"
                                + "const bar = document.querySelector('.bar');"
                                + "return e === document.body || bar.contains(e) || r.bottom <= bar.getBoundingClientRect().top + 1"
                                + " ? '' : e.outerHTML.slice(0, 120)"))
                        .asString()
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsTypedSurvivesAReloadALostSessionAndTheBackButton() {
        try (var browser = Browser.open(port, true)) {
            browser.go("/stages/new");
            browser.type("displayName", "Typed for ten minutes");
            browser.type("authentication.clientSecret", PagesTests.SECRET);
            browser.click("button[value='add:columns']");
            browser.type("columns[1].name", "second");
            browser.reload();
            assertThat(browser.value("displayName")).isEqualTo("Typed for ten minutes");
            assertThat(browser.value("columns[1].name")).isEqualTo("second");
            assertThat(browser.one("[data-kept-back]").isDisplayed()).isTrue();
            assertThat(browser.run("return JSON.stringify(sessionStorage)").toString())
                    .contains("Typed for ten minutes")
                    .doesNotContain(PagesTests.SECRET);

            // As after the end of the session, or a start of the service: it knows the draft no more.
            browser.type("table", "ovens");
            browser.forget("ADX_STAGE_SESSION");
            browser.press("check");
            assertThat(browser.value("displayName")).isEqualTo("Typed for ten minutes");
            assertThat(browser.value("columns[1].name")).isEqualTo("second");
            assertThat(browser.value("table")).isEqualTo("ovens");
            assertThat(browser.all(".summary.bad li")).isNotEmpty();
            assertThat(browser.run("return document.activeElement.className").toString())
                    .contains("summary");

            browser.forget("ADX_STAGE_SESSION");
            browser.type("table", "kilns");
            browser.go("/stages/new");
            assertThat(browser.one("[data-kept-offer]").isDisplayed()).isTrue();
            browser.click("[data-bring]");
            assertThat(browser.value("table")).isEqualTo("kilns");
            assertThat(browser.value("displayName")).isEqualTo("Typed for ten minutes");
        }
    }

    @Test
    void fieldsAreCheckedAsTheyAreLeftAndOneLineOfNewsMovesNothing() {
        try (var browser = Browser.open(port, true)) {
            browser.go("/stages/new");
            browser.type("batch.time", "soon");
            browser.keys(Keys.TAB);
            browser.until(() -> !browser.one("#f-batch-time-problems").getText().isEmpty());
            assertThat(browser.one("#f-batch-time").getDomAttribute("aria-invalid"))
                    .isEqualTo("true");
            assertThat(browser.one("#f-table-problems").getText()).isEmpty();
            browser.type("batch.time", "5s");
            browser.keys(Keys.TAB);
            browser.until(() -> browser.one("#f-batch-time-problems").getText().isEmpty());

            browser.type("displayName", "x");
            int before = browser.top("details.preview");
            browser.type("displayName", "");
            browser.until(
                    () -> !browser.one("#f-displayName-problems").getText().isEmpty());
            assertThat(browser.top("details.preview")).isEqualTo(before);
        }
    }
}

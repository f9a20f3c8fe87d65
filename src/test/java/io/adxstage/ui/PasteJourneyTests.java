package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.store.Stages;
import io.adxstage.testing.RequiresProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From an exported pipeline to a stage, by keyboard alone. */
@SpringBootTest(classes = UiRoom.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RequiresProgram(value = "chromedriver", debianPackage = "chromium-driver")
class PasteJourneyTests {

    @LocalServerPort
    int port;

    @Autowired
    Stages stages;

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
    }

    @Test
    void anExportedPipelineIsPastedGivenItsSecretAndSavedByKeyboard() throws Exception {
        try (var browser = Browser.open(port, true)) {
            browser.go("/");
            browser.enter("main a.primary");
            browser.enter("button[value=advanced]");
            browser.tabTo(".cm-content");
            browser.control("a");
            browser.insert(AdvancedPageTests.PIPELINE);
            browser.until(() -> browser.value("document").contains("Bakery"));
            browser.until(() -> !browser.all(".cm-lintRange-error").isEmpty());
            leaveEditor(browser);
            browser.enter("button[value=check]");
            assertThat(browser.one(".imported").getText()).contains("adx-secret", "Shape it", "processor/transform@v1");
            browser.pictures("imported");
            browser.tabTo(".imported a.line");
            browser.keys(Keys.ENTER);
            browser.keys(PagesTests.SECRET);
            browser.until(() -> browser.value("document").contains("\"clientSecret\": \"" + PagesTests.SECRET + "\""));
            leaveEditor(browser);
            browser.enter(".bar button[value=save]");
            assertThat(browser.path()).matches("/stages/[^/]+");
            assertThat(browser.one("h1").getText()).isEqualTo("Ovens of the bakery");
            assertThat(stages.all()
                            .getFirst()
                            .document()
                            .at("/authentication/clientSecret")
                            .stringValue())
                    .isEqualTo(PagesTests.SECRET);
            browser.tabTo("details.more summary");
            browser.keys(Keys.ENTER);
            browser.enter("main a[href$='/setup']");
            assertThat(browser.all(".setup-steps .fix button")).hasSizeGreaterThan(4);
            browser.pictures("setup");
        }
    }

    /** As the page says: Esc, then Tab. An open list of proposals takes the first Esc. */
    private static void leaveEditor(Browser browser) {
        browser.until(() -> {
            browser.keys(Keys.ESCAPE);
            browser.keys(Keys.TAB);
            return !browser.focused(".cm-content");
        });
    }
}

package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.local.AdxStandIn;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.Publisher;
import io.adxstage.testing.RequiresProgram;
import io.adxstage.testing.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The whole way of somebody who has never written KQL: from a topic that speaks to a row in the table. */
@RequiresProgram(value = "chromedriver", debianPackage = "chromium-driver")
class TopicToRowTests {

    @TempDir
    Path folder;

    @Test
    @RequiresProgram("mosquitto")
    void fieldsOfALiveTopicBecomeColumnsAndItsNextMessageARowWithTheKeyboardAlone() throws Exception {
        try (var mosquitto = Mosquitto.start(folder.resolve("broker"));
                var publisher = new Publisher(mosquitto.port());
                var adx = AdxStandIn.inMemory().start();
                var service = RunningService.start(folder.resolve("data"));
                var browser = Browser.open(service.port(), true)) {
            adx.createTable("factory", "ovens", "temp:int, asset_id:string");

            browser.go("/stages/new");
            browser.tabTo("#f-input");
            browser.keys("A broker");
            browser.until(() -> browser.field("input.broker").isDisplayed());
            browser.write("#f-input-broker", mosquitto.url());
            browser.write("#f-input-topics", "hall/+");
            browser.tabTo("[data-listen]");
            browser.keys(Keys.ENTER);
            browser.until(() -> said(browser).contains("Listening to hall/+: no message so far"));
            publisher.publish("hall/3", "{\"temp\": 71.5, \"asset-id\": \"oven\"}");
            browser.until(() -> !browser.all("[data-path='.temp']").isEmpty());
            publisher.publish("hall/3", "{\"temp\": 72, \"asset-id\": \"oven\"}");
            browser.until(() -> said(browser).contains("2 messages so far"));

            choose(browser, ".temp");
            choose(browser, ".\"asset-id\"");
            assertThat(browser.value("columns[0].name")).isEqualTo("temp");
            assertThat(browser.value("columns[1].name")).isEqualTo("asset_id");
            assertThat(browser.value("columns[1].path")).isEqualTo(".\"asset-id\"");
            browser.until(() -> browser.one(".becoming").getText().contains("71.5"));

            browser.write("#f-displayName", "Ovens of hall 3");
            browser.write("#f-clusterUrl", adx.url());
            browser.write("#f-database", "factory");
            browser.write("#f-table", "ovens");
            browser.tabTo("#f-authentication-type");
            browser.keys("None");
            browser.write("#f-batch-time", "1s");
            browser.enter(".bar button[value=preview]");
            assertThat(browser.one("td.misfit").getText()).contains("71.5", "does not fit column temp of type int");
            browser.enter(".bar button.primary");
            assertThat(browser.path()).matches("/stages/[^/]+");

            service.awaitState(browser.path().substring("/stages/".length()), "running");
            publisher.publish("hall/3", "{\"temp\": 73, \"asset-id\": \"oven\"}");
            await().atMost(Duration.ofMinutes(1)).until(() -> adx.count("factory", "ovens") > 0);
            assertThat(adx.rows("factory", "ovens").getFirst()).hasToString("{\"temp\":73,\"asset_id\":\"oven\"}");
        }
    }

    private static String said(Browser browser) {
        var notices = browser.all(".board > .notice");
        return notices.isEmpty() ? "" : notices.getFirst().getText();
    }

    /** The field stays where it is, and says that it is a column now. */
    private static void choose(Browser browser, String path) {
        String css = ".heard details[open] [data-path='" + path + "']";
        browser.tabTo(css);
        browser.keys(Keys.ENTER);
        browser.until(() -> browser.one(css).getText().contains("column"));
    }
}

package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.RequiresProgram;
import io.adxstage.testing.RunningService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole ways through the pages of the service as a first run starts it: a real browser, a real broker, real rows. */
@RequiresProgram(value = "chromedriver", debianPackage = "chromium-driver")
class JourneyTests {

    /** A part of a message that was heard, by its path. */
    private static final String HEARD = ".heard details[open] [data-path='%s']";

    @TempDir
    static Path folder;

    private static RunningService service;
    private static String cluster;
    private static String broker;

    @BeforeAll
    static void start() {
        service = RunningService.start(
                folder.resolve("data"),
                "--spring.profiles.active=local",
                "--adx-stage.local.mqtt-port=0",
                "--adx-stage.local.adx-port=0");
        JsonNode ready = service.get("/api/stages/local-oven");
        cluster = ready.path("clusterUrl").stringValue();
        broker = ready.at("/input/broker").stringValue();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aFirstStageIsMadeByFormWithTheKeyboardAloneAndItsRowsArrive() {
        try (var browser = Browser.open(service.port(), true)) {
            browser.go("/");
            browser.tabTo("main a.primary");
            browser.keys(Keys.ENTER);
            browser.until(() -> browser.path().equals("/stages/new")
                    && browser.all("[name=scripted]").size() == 1);

            browser.write("#f-displayName", "By keyboard");
            browser.tabTo("#f-input");
            browser.keys("A broker");
            browser.until(() -> browser.field("input.broker").isDisplayed());
            browser.write("#f-input-broker", broker);
            browser.write("#f-input-topics", "factory/oven/+");
            browser.write("#f-clusterUrl", cluster);
            browser.write("#f-database", "factory");
            browser.write("#f-table", "ovens");
            browser.tabTo("#f-authentication-type");
            browser.keys("None");
            browser.write("#f-columns-0-name", "Batch");
            browser.tabTo("button[value='add:columns']");
            browser.keys(Keys.ENTER);
            browser.keys("Pressure");
            browser.keysHolding(Keys.ALT, Keys.ARROW_UP);
            assertThat(browser.value("columns[0].name")).isEqualTo("Pressure");
            browser.write("#f-batch-time", "1s");
            browser.tabTo(".bar button.primary");
            browser.keys(Keys.ENTER);
            browser.until(() -> browser.path().matches("/stages/[a-z0-9-]+")
                    && !browser.path().endsWith("/new"));

            assertThat(browser.one("h1").getText()).isEqualTo("By keyboard");
            String id = browser.path().replace("/stages/", "");
            service.awaitCount(id, "accepted", 1);
            assertThat(service.get("/api/stages/" + id).path("columns").toString())
                    .isEqualTo("[{\"name\":\"Pressure\"},{\"name\":\"Batch\"}]");
        }
    }

    @Test
    void aBrokenConnectionIsMendedByTheDoctorsAdviceWithTheKeyboardAlone() throws Exception {
        String id = service.create("""
                {"displayName": "Kilns", "clusterUrl": "%s", "database": "factory", "table": "kilns", "enabled": false,
                 "authentication": {"type": "none"}, "columns": [{"name": "Batch"}],
                 "input": {"broker": "%s", "topics": ["factory/kiln/+"]}}""".formatted(cluster, broker));
        try (var browser = Browser.open(service.port(), true)) {
            browser.go("/stages/" + id + "/edit");
            assertThat(tested(browser)).contains("wrong");
            String advice = browser.all(".check-failed .fix code").stream()
                    .map(code -> code.getDomProperty("textContent"))
                    .filter(command -> command.contains("kilns"))
                    .findFirst()
                    .orElseThrow();
            browser.tabTo(".check-failed .fix button");

            onTheCluster(advice);

            assertThat(tested(browser)).isEqualTo("Connection test: nothing is wrong");
        }
    }

    /** The steps of {@code docs/walk-through.md}, with as many clicks and fields as are written there. */
    @Test
    void theWalkThroughIsWalkedAsItIsWritten() throws Exception {
        try (var browser = Browser.open(service.port(), true)) {
            var walk = new Walk(browser);
            browser.go("/");
            walk.leave("main a.primary");
            walk.choose("input", "own");
            walk.fill("input.broker", broker);
            walk.fill("input.topics", "factory/oven/+");
            walk.click("[data-listen]");
            for (String part : List.of(".Batch", ".CurrentTemperature", ".Pressure")) {
                browser.until(() -> !browser.all(HEARD.formatted(part)).isEmpty());
                walk.click(HEARD.formatted(part));
            }
            browser.until(() -> browser.all(".becoming thead th").size() == 3);
            walk.fill("displayName", "My own");
            walk.fill("clusterUrl", cluster);
            walk.fill("database", "factory");
            walk.fill("table", "my_own");
            walk.choose("authentication.type", "none");
            walk.click("button[data-test-connection]");
            browser.until(() -> browser.all(".check-waiting").isEmpty()
                    && browser.all(".check-failed .fix code").size() == 1);
            onTheCluster(browser.one(".check-failed .fix code").getDomProperty("textContent"));
            walk.leave(".bar button.primary");

            String id = browser.path().replace("/stages/", "");
            service.awaitStatus(
                    id,
                    "a row that waits for its time",
                    status -> status.at("/counters/received").asLong() > 0);
            // Nobody waits for the 60 s that a batch has.
            assertThat(service.send("POST", "/api/stages/" + id + "/flush", null)
                            .statusCode())
                    .isEqualTo(200);
            service.awaitStatus(
                    id, "arrived", status -> status.at("/counters/arrived").asLong() > 0);
            assertThat(Files.readString(Path.of("docs", "walk-through.md")))
                    .contains("**%d clicks and %d fields**".formatted(walk.clicks, walk.fields));
        }
    }

    @Test
    void theEditorExplainsTheWordUnderThePointerAndProposesTheNextOne() throws Exception {
        try (var browser = Browser.open(service.port(), true)) {
            browser.go("/stages/new");
            browser.press("advanced");
            browser.until(() -> !browser.all(".cm-line span").isEmpty());
            // The help comes from the schema, which the editor fetches by itself.
            browser.until(() -> {
                browser.pointAt(browser.one("h1"));
                browser.pointAt(browser.all(".cm-line span").stream()
                        .filter(word -> word.getText().equals("\"clusterUrl\""))
                        .findFirst()
                        .orElseThrow());
                return browser.comes(".schema-help");
            });
            assertThat(browser.one(".schema-help").getText()).contains("URI of the cluster", "https://");
            assertThat(Axe.violations(browser)).isEmpty();

            browser.click(".cm-content");
            browser.control("a");
            browser.insert("{\n  \"datab");
            browser.control(" ");
            browser.until(() -> !browser.all(".cm-tooltip-autocomplete li").isEmpty());
            assertThat(browser.one(".cm-tooltip-autocomplete li").getText()).contains("database");
            assertThat(Axe.violations(browser)).isEmpty();
            browser.keys(Keys.ENTER);
            browser.until(() -> browser.value("document").contains("\"database\": "));
        }
    }

    /** Counts what somebody does with the pointer, and the fields that he fills. */
    private static final class Walk {

        private final Browser browser;
        private int clicks;
        private int fields;

        Walk(Browser browser) {
            this.browser = browser;
        }

        void click(String css) {
            browser.click(css);
            clicks++;
        }

        /** To another page. */
        void leave(String css) {
            browser.leave(browser.one(css));
            clicks++;
        }

        void choose(String field, String value) {
            browser.choose(field, value);
            clicks++;
        }

        void fill(String field, String text) {
            browser.type(field, text);
            fields++;
        }
    }

    /** Presses the button, waits for the end, and answers the title of the list. */
    private static String tested(Browser browser) {
        browser.tabTo("button[data-test-connection]");
        browser.keys(Keys.ENTER);
        browser.until(() -> browser.all(".check-waiting").isEmpty()
                && browser.all(".checks .summary.good, .checks .summary.bad").size() == 1);
        return browser.one(".checks h2").getText();
    }

    private static void onTheCluster(String command) throws Exception {
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("db", "factory")
                .put("csl", command)
                .toString();
        var request = HttpRequest.newBuilder(URI.create(cluster + "/v1/rest/mgmt"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }
}

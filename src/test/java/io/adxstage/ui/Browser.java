package io.adxstage.ui;

import io.adxstage.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser of this machine, in a few words. */
final class Browser implements AutoCloseable {

    /** Whether an element, or one around it, is outlined. */
    private static final String OUTLINED =
            "for (let e = arguments[0]; e; e = e.parentElement) if (getComputedStyle(e).outlineStyle !== 'none') return true;"
                    + "return false;";

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver driver;
    private final String base;

    private Browser(ChromeDriver driver, String base) {
        this.driver = driver;
        this.base = base;
    }

    static Browser open(int port, boolean scripts) {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Programs.find("chromedriver").orElseThrow().toFile())
                .build();
        var options = new ChromeOptions();
        options.setBinary(Programs.find("chromium").orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=1280,900");
        if (!scripts) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60)).scriptTimeout(Duration.ofSeconds(60));
        return new Browser(driver, "http://localhost:" + port);
    }

    void go(String address) {
        driver.get(base + address);
    }

    /** The address without host and query. */
    String path() {
        return driver.getCurrentUrl().replace(base, "").replaceAll("[?#].*", "");
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    WebElement field(String name) {
        return one("[name='" + name + "']");
    }

    String value(String name) {
        return field(name).getDomProperty("value");
    }

    void type(String name, String text) {
        var field = field(name);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String name, String value) {
        new Select(field(name)).selectByValue(value);
    }

    /** Presses a visible button of the editor, and waits for the page that comes. */
    void press(String action) {
        leave(all("button[name=action][value='" + action + "']").stream()
                .filter(button -> !"true".equals(button.getDomAttribute("aria-hidden")))
                .findFirst()
                .orElseThrow());
    }

    /** Presses something that leads to another page. */
    void leave(WebElement element) {
        var before = one("html");
        show(element);
        element.click();
        until(() -> gone(before) && !all("main").isEmpty());
    }

    /** Presses something that changes the page at most, and scrolls to it as somebody would who wants to see it. */
    void click(String css) {
        WebElement element = one(css);
        show(element);
        element.click();
    }

    private void show(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    }

    private static boolean gone(WebElement element) {
        try {
            element.getTagName();
            return false;
        } catch (org.openqa.selenium.WebDriverException stale) {
            return true;
        }
    }

    /** Types into a field that the Tab key leads to; what is in it goes. */
    void write(String css, String text) {
        tabTo(css);
        keys(text);
    }

    /** Goes to a link or a button by keyboard, and to the page behind it. */
    void enter(String css) {
        tabTo(css);
        var before = one("html");
        keys(Keys.ENTER);
        until(() -> gone(before) && !all("main").isEmpty());
    }

    boolean focused(String css) {
        return Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css));
    }

    /** Takes something with the pointer and lets it go above the middle of something else. */
    void drag(String what, String where) {
        WebElement to = one(where);
        show(to);
        new Actions(driver)
                .clickAndHold(one(what))
                .moveToElement(to, 0, -to.getSize().getHeight() / 4)
                .release()
                .perform();
    }

    /** Presses keys wherever the focus is. */
    void keys(CharSequence... keys) {
        // Not the element's own: a file input takes those for the name of a file.
        new Actions(driver).sendKeys(keys).perform();
    }

    void control(String key) {
        var control = Keys.CONTROL;
        new Actions(driver).keyDown(control).sendKeys(key).keyUp(control).perform();
    }

    /** Puts text where the focus is, all at once, as pasting does. */
    void insert(String text) {
        driver.executeCdpCommand("Input.insertText", Map.of("text", text));
    }

    /** Does something in a tab of its own, which is closed after that. */
    void aside(Runnable what) {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            what.run();
        } finally {
            driver.close();
            driver.switchTo().window(here);
        }
    }

    /** Goes to something by the Tab key alone, as who has no pointer does. It must be seen to have the focus. */
    WebElement tabTo(String css) {
        for (int i = 0; i < 200; i++) {
            if (focused(css)) {
                WebElement focused = driver.switchTo().activeElement();
                until(() -> Boolean.TRUE.equals(run(OUTLINED, focused)));
                return focused;
            }
            keys(Keys.TAB);
        }
        throw new NoSuchElementException("The Tab key does not lead to " + css);
    }

    /** Presses keys that lead to another page. */
    void leaveBy(CharSequence... keys) {
        var before = one("html");
        keys(keys);
        until(() -> gone(before) && !all("main").isEmpty());
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void until(java.util.function.BooleanSupplier condition) {
        new WebDriverWait(driver, Duration.ofSeconds(30)).until(anything -> condition.getAsBoolean());
    }

    /** Whether something is on the page within a second. */
    boolean comes(String css) {
        try {
            new WebDriverWait(driver, Duration.ofSeconds(1)).until(anything -> !all(css).isEmpty());
            return true;
        } catch (TimeoutException notNow) {
            return false;
        }
    }

    void keysHolding(Keys modifier, CharSequence key) {
        new Actions(driver).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
    }

    void reload() {
        driver.navigate().refresh();
        until(() -> !all("main").isEmpty());
    }

    /** Loses a cookie, as a browser does when a session is over. */
    void forget(String cookie) {
        driver.manage().deleteCookieNamed(cookie);
    }

    void withoutCache() {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    }

    /** Bytes that came over the wire for this page and all that it loads, headers included. */
    long transferred() {
        until(() -> Boolean.TRUE.equals(run("return document.readyState === 'complete'")));
        return ((Number) run("return performance.getEntriesByType('navigation')"
                        + ".concat(performance.getEntriesByType('resource'))"
                        + ".reduce((sum, one) => sum + one.transferSize, 0)"))
                .longValue();
    }

    /** Where an element begins on the page, in pixels. */
    int top(String css) {
        return ((Number) run(
                        "return Math.round(document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY)",
                        css))
                .intValue();
    }

    /** Runs a script that calls its last argument when it is done. */
    Object runLong(String script) {
        return driver.executeAsyncScript(script);
    }

    /** Says what does not fit a window of that many CSS pixels across; empty where everything does. */
    String tooWideFor(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        try {
            return run(
                            "return document.documentElement.scrollWidth <= arguments[0] ? '' : [...document.querySelectorAll('main *')]"
                                    + ".filter(e => e.getBoundingClientRect().right > arguments[0] + 1)"
                                    + ".map(e => e.outerHTML.slice(0, 90)).join('\\n') || 'something outside of main'",
                            width)
                    .toString();
        } finally {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** Whether nothing is to be reached over the network. */
    void offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Moves the pointer onto something. */
    void pointAt(WebElement element) {
        new Actions(driver).moveToElement(element).perform();
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                // Nothing is halfway between two colours when it is looked at.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** The whole page in light, dark and narrow. */
    void pictures(String name) throws IOException {
        scheme("light");
        picture(name + "-light", 1280);
        scheme("dark");
        picture(name + "-dark", 1280);
        scheme("light");
        picture(name + "-narrow", 360);
    }

    private void picture(String name, int width) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), picture(width, 4000));
    }

    /** The page as a PNG, as high as it is, up to so many pixels. */
    byte[] picture(int width, int most) {
        Map<String, Object> metrics = new HashMap<>();
        metrics.put("width", width);
        metrics.put("height", 900);
        metrics.put("deviceScaleFactor", 1);
        metrics.put("mobile", false);
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
        metrics.put("height", Math.clamp(((Number) height()).longValue(), 700, most));
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
        // What is worked on is in the picture, where the page is longer than that.
        run("if (document.activeElement !== document.body) document.activeElement.scrollIntoView({block: 'center'})");
        // A first picture has the page painted as large as it is now: without that the picture may miss what moves with
        // the window.
        // No script waits for it, as there is a browser without scripts, too.
        driver.getScreenshotAs(OutputType.BYTES);
        byte[] picture = driver.getScreenshotAs(OutputType.BYTES);
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.manage().window().setSize(new Dimension(1280, 900));
        return picture;
    }

    private Object height() {
        var layout = driver.executeCdpCommand("Page.getLayoutMetrics", Map.of());
        return ((Map<?, ?>) layout.get("cssContentSize")).get("height");
    }

    @Override
    public void close() {
        driver.quit();
    }
}

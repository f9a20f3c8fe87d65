package io.adxstage.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** axe-core, a development dependency of the pages' scripts, run in the page that a browser shows. */
final class Axe {

    private static final Path SCRIPT = Path.of("frontend", "node_modules", "axe-core", "axe.min.js");

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
               .then(found => done(found.violations.map(one =>
                   one.id + ': ' + one.help + ' ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 140)).join(' | '))))
               .catch(failed => done(['axe-core failed: ' + failed]));
            """;

    private Axe() {}

    /** What it finds against WCAG 2.2 AA; nothing where the scripts' packages are not installed. */
    static List<String> violations(Browser browser) throws IOException {
        if (!Files.exists(SCRIPT)) {
            return List.of();
        }
        browser.run(Files.readString(SCRIPT));
        return ((List<?>) browser.runLong(RUN)).stream().map(String::valueOf).toList();
    }
}

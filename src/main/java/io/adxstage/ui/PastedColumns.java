package io.adxstage.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Columns as people have them elsewhere: lines of name and path with a tab, comma or semicolon between them, as a
 * spreadsheet gives them; names alone; paths alone, whose last key is the name; or the text of a command that makes the
 * table, whose names are taken and whose types are not, because types are the table's.
 */
final class PastedColumns {

    /** KQL: {@code .create table T (name:type, ['a name']:type)}, with {@code .create-merge}, {@code .alter} and so on. */
    private static final Pattern COMMAND =
            Pattern.compile("^\\s*\\.(create|alter)\\S*\\s+table\\s+.*?\\((.*)", Pattern.DOTALL);

    private static final Pattern TYPED =
            Pattern.compile("(?:\\[\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*]|([\\w$ .-]+?))\\s*:\\s*\\w+");

    private static final Pattern LAST_KEY =
            Pattern.compile("(?:\\.([a-zA-Z_][a-zA-Z0-9_]*)|\\.?\\[?\"((?:[^\"\\\\]|\\\\.)*)\"]?)(?:\\[-?\\d+])*$");

    private static final int MOST = 2_000;

    private PastedColumns() {}

    /** Name, and path where there is one, of each; what says nothing is left out. */
    static List<List<String>> read(String pasted) {
        var command = COMMAND.matcher(pasted);
        Stream<List<String>> columns = command.find()
                ? TYPED.matcher(command.group(2))
                        .results()
                        .map(PastedColumns::name)
                        .map(List::of)
                : pasted.lines().map(PastedColumns::line).filter(line -> !line.isEmpty());
        var read = new ArrayList<>(columns.limit(MOST).toList());
        if (!read.isEmpty() && isHead(read.getFirst())) {
            read.removeFirst();
        }
        return List.copyOf(read);
    }

    private static String name(MatchResult typed) {
        for (int group = 1; group <= 3; group++) {
            if (typed.group(group) != null) {
                return typed.group(group).strip();
            }
        }
        return "";
    }

    private static List<String> line(String line) {
        String[] words = line.strip().split("\t|\\s*[,;]\\s*", 3);
        String first = bare(words[0]);
        String second = words.length > 1 ? bare(words[1]) : "";
        if (first.isEmpty() && second.isEmpty()) {
            return List.of();
        }
        if (second.startsWith(".") || !first.startsWith(".")) {
            return second.isEmpty() ? List.of(first) : List.of(first, second);
        }
        String name = second.isEmpty() ? lastKey(first) : second;
        return List.of(name == null ? "" : name, first);
    }

    /** Without the quotes that a spreadsheet puts around a cell; a path may begin with a quoted key, and keeps it. */
    private static String bare(String word) {
        String stripped = word.strip();
        boolean quoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted
                ? stripped.substring(1, stripped.length() - 1)
                        .replace("\"\"", "\"")
                        .strip()
                : stripped;
    }

    private static @Nullable String lastKey(String path) {
        var last = LAST_KEY.matcher(path);
        if (!last.find()) {
            return null;
        }
        return last.group(1) != null
                ? last.group(1)
                : last.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static boolean isHead(List<String> line) {
        return line.size() == 2
                && line.get(0).equalsIgnoreCase("name")
                && line.get(1).equalsIgnoreCase("path");
    }
}

package io.adxstage.listen;

import io.adxstage.stage.Path;
import io.adxstage.stage.Path.Segment;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Proposes the name of a column for a path. By the vendor's page on entity names
 * (https://learn.microsoft.com/kusto/query/schema-entities/entity-names) a column's name may have letters, digits and
 * underscores without quotes in queries, must not begin or end with two underscores, and should be no word of the language
 * and no literal like {@code 1day}; the page advises a single underscore at an end for those.
 */
public final class ColumnName {

    private static final int LONGEST = 200;

    /** Operators, types and literals of the language that are common as keys. */
    private static final Set<String> WORDS = Set.of("""
            access alias and anti as asc between bool by cluster consume contains count database datatable date datetime
            decimal declare default desc distinct double dynamic endswith evaluate extend externaldata facet false find
            fork from getschema guid has in int invoke join let like limit long lookup materialize not null of on or order
            parse partition pattern print project range real reduce render restrict sample scan search serialize set sort
            startswith step string summarize table take time timespan to top toscalar totable true typeof union view where
            with""".split("\\s+"));

    private ColumnName() {}

    /**
     * The key at the end of the path; with those before it where the name is taken, and with a number where that is taken
     * too.
     *
     * @param taken names of the columns there are
     */
    public static String of(Path path, Set<String> taken) {
        List<String> words = words(path.segments());
        String name = "";
        for (int from = words.size() - 1; from >= 0; from--) {
            name = written(String.join("_", words.subList(from, words.size())));
            if (!taken.contains(name)) {
                return name;
            }
        }
        String base = name.isEmpty() ? "value" : name;
        String numbered = base;
        for (int number = 2; taken.contains(numbered); number++) {
            numbered = base + (base.endsWith("_") ? "" : "_") + number;
        }
        return numbered;
    }

    /** The keys, each with the indices behind it. */
    private static List<String> words(List<Segment> segments) {
        List<String> words = new ArrayList<>();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Key(String key) -> words.add(key);
                case Segment.Index(int position) -> {
                    String index = Integer.toString(Math.abs(position));
                    words.add(words.isEmpty() ? "value_" + index : words.removeLast() + "_" + index);
                }
            }
        }
        return words;
    }

    private static String written(String key) {
        String name = Normalizer.normalize(key, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{Nd}_]+", "_")
                .replaceAll("^_+", "_")
                .replaceAll("_+$", "_");
        boolean ownEnd = key.endsWith("_");
        boolean ownStart = key.startsWith("_");
        name = ownStart ? name : name.replaceFirst("^_", "");
        name = ownEnd ? name : name.replaceFirst("_$", "");
        name = cut(name);
        if (name.isEmpty() || name.equals("_")) {
            return "value";
        }
        if (Character.isDigit(name.codePointAt(0))) {
            return "_" + name;
        }
        return WORDS.contains(name) ? name + "_" : name;
    }

    private static String cut(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        String start = name.substring(0, Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
        return start.replaceAll("_+$", "");
    }
}

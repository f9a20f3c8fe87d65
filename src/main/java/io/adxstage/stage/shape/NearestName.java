package io.adxstage.stage.shape;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which name somebody meant. */
final class NearestName {

    /** Longer than any name of ours: the rest makes no name nearer. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The candidate that takes the fewest edits; the first of equals. */
    static String to(String typed, Collection<String> candidates) {
        String wanted = folded(typed);
        return candidates.stream()
                .min(Comparator.comparingInt(name -> distance(wanted, folded(name))))
                .orElseThrow();
    }

    /** Edits (insert, delete, replace, swap neighbours) from one to the other, case aside. */
    private static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                row[j] = swapped ? Math.min(row[j], beforeLast[j - 2] + 1) : row[j];
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[to.length()];
    }

    private static String folded(String name) {
        return name.substring(0, Math.min(LONGEST, name.length())).toLowerCase(Locale.ROOT);
    }
}

package io.adxstage.mqtt;

import java.util.List;

/**
 * Which topic filters (MQTT 5, section 4.7) say what others say already. A broker may send a message once for each
 * filter that matches it, so a filter that another one covers would double its rows.
 */
final class Filters {

    private Filters() {}

    static List<String> withoutCovered(List<String> filters) {
        return filters.stream()
                .distinct()
                .filter(filter -> filters.stream().noneMatch(other -> !other.equals(filter) && covers(other, filter)))
                .toList();
    }

    /** Whether every topic that matches {@code narrow} matches {@code wide}. Shared subscriptions stand for themselves. */
    static boolean covers(String wide, String narrow) {
        if (wide.startsWith("$share/") || narrow.startsWith("$share/")) {
            return false;
        }
        // A wildcard in front does not match the broker's own topics.
        if (narrow.startsWith("$") && !wide.startsWith("$")) {
            return false;
        }
        String[] wideLevels = wide.split("/", -1);
        String[] narrowLevels = narrow.split("/", -1);
        for (int i = 0; i < wideLevels.length; i++) {
            if (wideLevels[i].equals("#")) {
                return true;
            }
            if (i >= narrowLevels.length
                    || narrowLevels[i].equals("#")
                    || (!wideLevels[i].equals("+") && !wideLevels[i].equals(narrowLevels[i]))) {
                return false;
            }
        }
        return narrowLevels.length == wideLevels.length;
    }
}

package io.adxstage.stage;

/** How two topic filters (MQTT 5, section 4.7) stand to each other. */
public final class TopicOverlap {

    private static final String SHARED = "$share/";

    private TopicOverlap() {}

    /** Whether every topic that matches {@code narrow} matches {@code wide}. Shared subscriptions stand for themselves. */
    public static boolean covers(String wide, String narrow) {
        if (wide.startsWith(SHARED) || narrow.startsWith(SHARED)) {
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

    /** Whether a topic may match both, whoever shares them. */
    public static boolean meets(String one, String other) {
        String first = ofNoGroup(one);
        String second = ofNoGroup(other);
        if (first.startsWith("$") != second.startsWith("$")) {
            return false;
        }
        String[] some = first.split("/", -1);
        String[] others = second.split("/", -1);
        for (int i = 0; i < Math.max(some.length, others.length); i++) {
            // It stands for its parent as well, and so for what ends one level before.
            if ((i < some.length && some[i].equals("#")) || (i < others.length && others[i].equals("#"))) {
                return true;
            }
            if (i >= some.length || i >= others.length || !sameLevel(some[i], others[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameLevel(String one, String other) {
        return one.equals("+") || other.equals("+") || one.equals(other);
    }

    private static String ofNoGroup(String filter) {
        return filter.startsWith(SHARED) ? filter.substring(filter.indexOf('/', SHARED.length()) + 1) : filter;
    }

    /**
     * Whether a broker may send one message twice to who is subscribed to both: of two filters where one covers the other,
     * only the wider is subscribed.
     */
    static boolean doubles(String one, String other) {
        return !one.equals(other) && meets(one, other) && !covers(one, other) && !covers(other, one);
    }
}

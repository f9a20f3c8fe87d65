package io.adxstage.listen;

import java.util.List;

/** How a listen ended, in words. */
final class Sentences {

    private Sentences() {}

    static String time(int count, List<String> filters, Bounds bounds) {
        String in = " in " + bounds.seconds() + (bounds.seconds() == 1 ? " second" : " seconds");
        if (count > 0) {
            return messages(count) + in + ".";
        }
        String named = String.join(", ", filters.subList(0, Math.min(filters.size(), 5)));
        return "Nothing came on " + named + (filters.size() > 5 ? " and others" : "") + in
                + ", not even a retained message, which was asked for. Check the spelling of input.topics (it counts upper"
                + " and lower case), and whether the devices publish at all.";
    }

    static String full(int count) {
        return "Stopped at " + messages(count) + ".";
    }

    static String tooMuch(int count, int size) {
        return count == 0
                ? "A message of " + size
                        + " bytes came, and a listen shows 1 MiB in all. Choose a narrower topic, or paste a"
                        + " sample."
                : "Stopped at 1 MiB, after " + messages(count) + ".";
    }

    static String stopped(int count) {
        return "Stopped by hand, after " + messages(count) + ".";
    }

    private static String messages(int count) {
        return count == 1 ? "1 message" : count + " messages";
    }
}

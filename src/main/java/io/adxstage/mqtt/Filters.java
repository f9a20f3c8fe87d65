package io.adxstage.mqtt;

import io.adxstage.stage.TopicOverlap;
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
                .filter(filter -> filters.stream()
                        .noneMatch(other -> !other.equals(filter) && TopicOverlap.covers(other, filter)))
                .toList();
    }
}

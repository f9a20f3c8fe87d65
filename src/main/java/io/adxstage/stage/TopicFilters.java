package io.adxstage.stage;

import io.adxstage.stage.shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MQTT topic filters (MQTT 5, sections 4.7 and 4.8.2). */
final class TopicFilters {

    private static final String SHARED = "$share/";

    private TopicFilters() {}

    static Text text() {
        Text mqtt = Texts.mqtt();
        return mqtt.with((filter, place, problems) -> {
            mqtt.rule().check(filter, place, problems);
            String fault = fault(filter);
            if (fault != null) {
                problems.error(place, "topic-filter", fault);
            }
        });
    }

    private static @Nullable String fault(String filter) {
        if (!filter.startsWith(SHARED)) {
            return levelsFault(filter);
        }
        int slash = filter.indexOf('/', SHARED.length());
        if (slash < 0 || slash == filter.length() - 1) {
            return "must be $share/group/filter: a group and a filter follow $share.";
        }
        String group = filter.substring(SHARED.length(), slash);
        if (group.isEmpty() || group.contains("+") || group.contains("#")) {
            return "must name a group after $share/, without + and #.";
        }
        return levelsFault(filter.substring(slash + 1));
    }

    private static @Nullable String levelsFault(String filter) {
        List<String> levels = List.of(filter.split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.contains("#") && !(level.equals("#") && i == levels.size() - 1)) {
                return "has a # that is not the whole last level, as in assets/#.";
            }
            if (level.contains("+") && !level.equals("+")) {
                return "has a + that is not a whole level, as in assets/+/state.";
            }
        }
        return null;
    }
}

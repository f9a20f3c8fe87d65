package io.adxstage.ui;

import io.adxstage.flow.StageState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of the list of stages, what needs a person first.
 *
 * @param rows of this page
 * @param all how many stages there are
 * @param named part of the name, the id or the table that is looked for; empty: any
 * @param group only these; absent: all
 * @param counts stages by group, in the order of {@link Group}, among those that are named so
 * @param page from 0
 * @param found how many are in the group and named so
 */
record StageListing(
        List<StageRow> rows,
        int all,
        String named,
        @Nullable Group group,
        List<Count> counts,
        int page,
        int found) {

    /** So many lines a page bears that is brought up to date every two seconds. */
    static final int PAGE = 100;

    private static final Comparator<StageRow> NEEDY_FIRST = Comparator.comparing(StageRow::group)
            .thenComparing(row -> row.status().state() != StageState.FAILED);

    /** From so many stages on they can be searched. */
    private static final int FEW = 8;

    StageListing {
        rows = List.copyOf(rows);
        counts = List.copyOf(counts);
    }

    /** What a person wants to see together; in this order. */
    enum Group {
        ALARM,
        RUNNING,
        STOPPED
    }

    /** @param key ends the key of the group's text */
    record Count(String key, long count) {}

    static StageListing of(List<StageRow> all, String named, String group, int page) {
        List<StageRow> meant = all.stream().filter(row -> row.isNamed(named)).toList();
        Group wanted = group(group);
        List<StageRow> found = meant.stream()
                .filter(row -> wanted == null || row.group() == wanted)
                .sorted(NEEDY_FIRST)
                .toList();
        int last = Math.max(0, (found.size() - 1) / PAGE);
        int shown = Math.clamp(page, 0, last);
        return new StageListing(
                found.stream().skip((long) shown * PAGE).limit(PAGE).toList(),
                all.size(),
                named.strip(),
                wanted,
                List.of(Group.values()).stream()
                        .map(one -> new Count(
                                key(one),
                                meant.stream().filter(row -> row.group() == one).count()))
                        .toList(),
                shown,
                found.size());
    }

    private static @Nullable Group group(String key) {
        return List.of(Group.values()).stream()
                .filter(one -> key(one).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static String key(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    /** Whether there are too many to be found at a glance. */
    public boolean isLong() {
        return all > FEW;
    }

    /** Key of the group that is shown; empty for all. */
    public String shown() {
        return group == null ? "" : key(group);
    }

    /** Of those that are named so. */
    public long any() {
        return counts.stream().mapToLong(Count::count).sum();
    }

    public int first() {
        return page * PAGE + 1;
    }

    public int last() {
        return page * PAGE + rows.size();
    }

    public boolean isFirst() {
        return page == 0;
    }

    public boolean isLast() {
        return last() >= found;
    }

    /** The address of another part of the list. */
    public String address(String key, int number) {
        var address = UriComponentsBuilder.fromPath("/");
        if (!named.isEmpty()) {
            address.queryParam("named", "{named}");
        }
        if (!key.isEmpty()) {
            address.queryParam("show", key);
        }
        if (number > 0) {
            address.queryParam("page", number);
        }
        return named.isEmpty()
                ? address.build().toUriString()
                : address.encode().buildAndExpand(named).toUriString();
    }
}

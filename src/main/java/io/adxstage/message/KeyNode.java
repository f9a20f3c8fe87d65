package io.adxstage.message;

import io.adxstage.stage.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A key on the way to columns, with the keys below it: what to look out for in an object. Built once, then only read. */
final class KeyNode {

    private static final int[] NONE = {};

    private final byte[] key;
    private final List<KeyNode> growing = new ArrayList<>();
    private KeyNode[] children = {};
    /** Columns whose path ends here. */
    private int[] here = NONE;
    /** Columns whose path ends here or below. */
    private int[] below = NONE;
    /** Whether the records are here: an object, or an array of objects. */
    private boolean record;
    /** Whether the records are here or below. */
    private boolean way;

    private KeyNode(byte[] key) {
        this.key = key;
    }

    static KeyNode root() {
        return new KeyNode(new byte[0]);
    }

    private KeyNode way(List<Path.Segment> keys) {
        KeyNode node = this;
        for (Path.Segment segment : keys) {
            node = node.step(((Path.Segment.Key) segment).name().getBytes(StandardCharsets.UTF_8));
        }
        return node;
    }

    private KeyNode step(byte[] name) {
        for (KeyNode child : growing) {
            if (Arrays.equals(child.key, name)) {
                return child;
            }
        }
        KeyNode child = new KeyNode(name);
        growing.add(child);
        children = growing.toArray(KeyNode[]::new);
        return child;
    }

    /** Makes a column of the value that these keys lead to from here. */
    void column(int column, List<Path.Segment> keys) {
        KeyNode node = this;
        node.below = with(node.below, column);
        for (Path.Segment segment : keys) {
            node = node.way(List.of(segment));
            node.below = with(node.below, column);
        }
        node.here = with(node.here, column);
    }

    private static int[] with(int[] columns, int column) {
        int[] more = Arrays.copyOf(columns, columns.length + 1);
        more[columns.length] = column;
        return more;
    }

    /** Says that the records are where these keys lead to, and answers that node. */
    KeyNode records(List<Path.Segment> keys) {
        KeyNode node = this;
        node.way = true;
        for (Path.Segment segment : keys) {
            node = node.way(List.of(segment));
            node.way = true;
        }
        node.record = true;
        return node;
    }

    boolean isWayToRecords() {
        return way;
    }

    boolean isRecord() {
        return record;
    }

    int[] here() {
        return here;
    }

    int[] below() {
        return below;
    }

    boolean isLeaf() {
        return children.length == 0;
    }

    int size() {
        return children.length;
    }

    KeyNode child(int i) {
        return children[i];
    }

    /**
     * Which child has the key that stands in these bytes; -1 for none. Messages of one kind have their keys in one order,
     * so the search begins behind the last one that was found.
     */
    int find(byte[] in, int from, int to, int after) {
        int count = children.length;
        int length = to - from;
        for (int step = 1, i = after + 1; step <= count; step++, i++) {
            if (i >= count) {
                i = 0;
            }
            byte[] name = children[i].key;
            if (name.length == length && Arrays.equals(name, 0, length, in, from, to)) {
                return i;
            }
        }
        return -1;
    }
}

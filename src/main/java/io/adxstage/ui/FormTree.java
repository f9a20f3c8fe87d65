package io.adxstage.ui;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Secret;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form over the very tree that the Advanced tab holds. What is posted is compared with what was shown: only what
 * differs is written into the tree, so that all the form does not know stays as it is.
 *
 * @param tree with literal secrets, and masks for those of the stored stage
 */
record FormTree(ObjectNode tree, Aside aside) {

    /** Whether the stage has an input of its own. */
    static final String OWN = "own";

    static final String DEFAULT = "default";

    /** Sent by the script that hides the fields of other kinds. */
    static final String SCRIPTED = "scripted";

    /** Ends the name of what takes a stored secret away. */
    static final String REMOVED = ".removed";

    /** What the form shows: secrets masked, what is aside in its place. */
    ObjectNode shown() {
        return Masks.mask(aside.merged(tree));
    }

    String inputMode() {
        return Trees.absent(tree.path(StageFields.INPUT)) ? DEFAULT : OWN;
    }

    /** The tree after the parameters of a posted form. */
    FormTree edited(Map<String, String> posted) {
        ObjectNode base = aside.merged(tree);
        ObjectNode shown = Masks.mask(base);
        ObjectNode next = base.deepCopy();
        Set<String> changed = new HashSet<>();
        for (Field field : StageFields.ALL) {
            String typed = posted.get(field.name());
            String before = field.show(shown.at(field.pointer()));
            if (posted.containsKey(field.name() + REMOVED)) {
                Trees.remove(next, field.pointer());
                changed.add(field.name());
            } else if (typed != null && !Field.plain(typed).equals(before) && !keepsSecret(field, typed, before)) {
                put(next, field, Field.plain(typed));
                changed.add(field.name());
            }
        }
        for (RowTable table : StageFields.TABLES) {
            var place = Trees.pointer(table.name());
            ArrayNode rows = table.edited(base.at(place), shown.at(place), posted);
            if (rows != null) {
                Trees.set(next, place, rows);
                changed.add(table.name());
            }
        }
        boolean scripted = posted.containsKey(SCRIPTED);
        Aside rest = aside.after(next, tree, ownInput(posted, changed, scripted), scripted ? Set.of() : changed);
        return new FormTree(next, rest);
    }

    /** A secret that is set is not in its field: nothing typed means that it stays. */
    private static boolean keepsSecret(Field field, String typed, String before) {
        return field.secret() && typed.isEmpty() && before.equals(Secret.MASK);
    }

    private static void put(ObjectNode root, Field field, String typed) {
        JsonNode value = field.read(typed);
        if (value == null) {
            Trees.remove(root, field.pointer());
        } else {
            Trees.set(root, field.pointer(), value);
        }
    }

    /** Without scripts all fields are there to be typed in: whoever names a broker means it. */
    private boolean ownInput(Map<String, String> posted, Set<String> changed, boolean scripted) {
        String chosen = posted.getOrDefault(StageFields.INPUT, inputMode());
        boolean typed = changed.stream().anyMatch(name -> name.startsWith("input."));
        boolean untouched = chosen.equals(inputMode());
        return chosen.equals(OWN) || (untouched && typed && !scripted);
    }

    @Override
    public String toString() {
        return "FormTree[" + Masks.mask(tree) + "]";
    }
}

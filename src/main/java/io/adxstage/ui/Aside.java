package io.adxstage.ui;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was typed for a kind that is not chosen now: no part of the document, and back at once when that kind is chosen
 * again.
 *
 * @param parts by the dotted name of their group
 */
record Aside(Map<String, ObjectNode> parts) {

    static final Aside NOTHING = new Aside(Map.of());

    Aside {
        parts = Map.copyOf(parts);
    }

    /** The tree with all that is aside put where it would stand: what the form shows. */
    ObjectNode merged(ObjectNode tree) {
        ObjectNode merged = withInput(tree);
        for (String group : StageFields.GROUPS) {
            JsonPointer place = Trees.pointer(group);
            ObjectNode part = parts.get(group);
            if (part != null && (merged.at(place).isObject() || merged.at(place).isMissingNode())) {
                ObjectNode object = Trees.objectAt(merged, place);
                part.properties().stream()
                        .filter(entry -> !object.has(entry.getKey()))
                        .forEach(entry ->
                                object.set(entry.getKey(), entry.getValue().deepCopy()));
            }
        }
        return merged;
    }

    private ObjectNode withInput(ObjectNode tree) {
        ObjectNode copy = tree.deepCopy();
        ObjectNode input = parts.get(StageFields.INPUT);
        if (input != null && Trees.absent(copy.path(StageFields.INPUT))) {
            copy.set(StageFields.INPUT, input.deepCopy());
        }
        return copy;
    }

    /**
     * What to put aside after an edit.
     *
     * @param edited loses what its kinds do not use
     * @param tree the tree before the edit, without what was aside
     * @param ownInput whether the stage has an input of its own
     * @param keep names of fields that stay, used or not
     */
    Aside after(ObjectNode edited, ObjectNode tree, boolean ownInput, Set<String> keep) {
        var next = new TreeMap<String, ObjectNode>();
        ObjectNode before = withInput(tree);
        for (String group : StageFields.GROUPS) {
            JsonPointer place = Trees.pointer(group);
            if (edited.at(place) instanceof ObjectNode object) {
                ObjectNode part = takeUnused(group, object, before, keep);
                if (!part.isEmpty()) {
                    next.put(group, part);
                }
                if (object.isEmpty() && before.at(place).isMissingNode()) {
                    Trees.remove(edited, place);
                }
            }
        }
        JsonNode input = edited.path(StageFields.INPUT);
        if (ownInput) {
            if (Trees.absent(input)) {
                edited.set(StageFields.INPUT, Trees.object());
            }
        } else {
            if (input instanceof ObjectNode object && !object.isEmpty()) {
                next.put(StageFields.INPUT, object);
            }
            if (tree.path(StageFields.INPUT).isNull()) {
                edited.putNull(StageFields.INPUT);
            } else {
                edited.remove(StageFields.INPUT);
            }
        }
        return new Aside(next);
    }

    private static ObjectNode takeUnused(String group, ObjectNode object, ObjectNode before, Set<String> keep) {
        ObjectNode taken = Trees.object();
        Field type = StageFields.named(group + ".type");
        String chosen = type.show(object.path(type.key()));
        if (!StageFields.isKind(group, chosen)) {
            return taken;
        }
        boolean sameKind = chosen.equals(type.show(before.at(type.pointer())));
        for (Field field : StageFields.ofKinds(group)) {
            boolean stays = keep.contains(field.name())
                    || (sameKind && !before.at(field.pointer()).isMissingNode());
            if (!field.usedBy(chosen) && object.has(field.key()) && !stays) {
                taken.set(field.key(), object.remove(field.key()));
            }
        }
        return taken;
    }
}

package io.adxstage.ui;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Secret;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Begins a new stage with what another one has. Nothing is saved by that. */
@Controller
class StageCopy {

    private static final int LONGEST_NAME = 256;

    private final Stages stages;
    private final Drafts drafts;
    private final MessageSource messages;

    StageCopy(Stages stages, Drafts drafts, MessageSource messages) {
        this.stages = stages;
        this.drafts = drafts;
        this.messages = messages;
    }

    @PostMapping("/stages/{id}/duplicate")
    String duplicate(@PathVariable String id, Locale locale, RedirectAttributes next) {
        StoredStage stored = stages.find(id).orElseThrow(NoSuchPage::new);
        String name = messages.getMessage(
                "editor.copyOf",
                new Object[] {stored.document().path("displayName").stringValue("")},
                locale);
        Draft draft = drafts.begin(null, 0, copy(stored.document(), name));
        next.addFlashAttribute("notice", "notice.duplicated");
        next.addAttribute("draft", draft.id());
        return "redirect:/stages/new";
    }

    /**
     * Without literal secrets: they were given for one stage. Without its client id: a broker lets one client with an id
     * in, so the copy would put the original out. Switched off: two stages would write every row twice.
     */
    static ObjectNode copy(ObjectNode document, String name) {
        ObjectNode copy = Masks.mask(document);
        empty(copy);
        copy.put("displayName", name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
        copy.put("enabled", false);
        if (copy.path(StageFields.INPUT) instanceof ObjectNode input) {
            input.remove("clientId");
        }
        return copy;
    }

    private static void empty(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(StageCopy::empty);
        } else if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                if (Secret.MASK.equals(object.path(key).stringValue(null))) {
                    object.put(key, "");
                } else {
                    empty(object.path(key));
                }
            }
        }
    }
}

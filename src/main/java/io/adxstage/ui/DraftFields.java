package io.adxstage.ui;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Answers the form's script as somebody leaves a field: what the one gate says of the form as it stands now. */
@Controller
class DraftFields {

    private final Drafts drafts;
    private final FieldCheck check;

    DraftFields(Drafts drafts, FieldCheck check) {
        this.drafts = drafts;
        this.check = check;
    }

    @PostMapping(path = "/stages/drafts/{draft}/fields", produces = "application/json")
    @ResponseBody
    Map<String, List<FieldCheck.Note>> check(
            @PathVariable("draft") String id,
            @RequestParam(required = false) @Nullable String stageId,
            @RequestParam Map<String, String> posted) {
        Draft draft = drafts.find(id, stageId).orElseThrow(NoSuchPage::new);
        return check.of(draft, posted);
    }
}

package io.adxstage.ui;

import io.adxstage.stage.Masks;
import io.adxstage.stage.StageText;
import io.adxstage.store.Stages;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Stages and drafts as files, secrets masked, named after the stage. */
@Controller
class StageDownload {

    private static final int LONGEST = 60;

    private final Stages stages;
    private final Drafts drafts;

    StageDownload(Stages stages, Drafts drafts) {
        this.stages = stages;
        this.drafts = drafts;
    }

    @GetMapping("/stages/{id}/download")
    ResponseEntity<byte[]> stored(@PathVariable String id) {
        var stored = stages.find(id).orElseThrow(NoSuchPage::new);
        return file(stored.document(), StageText.print(Masks.mask(stored.document())));
    }

    /** As it stands in the Advanced tab, broken or not. */
    @GetMapping("/stages/drafts/{draft}/download")
    ResponseEntity<byte[]> draft(@PathVariable String draft, @RequestParam(required = false) @Nullable String stageId) {
        var found = drafts.find(draft, stageId).orElseThrow(NoSuchPage::new);
        return file(found.content().root(), found.text());
    }

    private static ResponseEntity<byte[]> file(JsonNode document, String text) {
        String name = name(document.path("displayName").stringValue("")) + ".json";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Small letters, digits and dashes, as every file system takes them; {@code stage} where none are left. */
    static String name(String displayName) {
        String plain = Normalizer.normalize(displayName, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        String name = cut.replaceAll("^-|-$", "");
        return name.isEmpty() ? "stage" : name;
    }
}

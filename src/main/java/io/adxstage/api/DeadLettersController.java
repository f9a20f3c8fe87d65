package io.adxstage.api;

import io.adxstage.flow.RunningStages;
import io.adxstage.letters.LetterPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The messages of a stage that became no row. */
@RestController
@RequestMapping(path = "/api/stages/{id}/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dead letters", description = "Messages that became no row, and why")
class DeadLettersController {

    private static final int MOST = 500;

    private final RunningStages running;
    private final Catalog catalog;

    DeadLettersController(RunningStages running, Catalog catalog) {
        this.running = running;
        this.catalog = catalog;
    }

    @GetMapping
    @Operation(
            summary = "List dead letters",
            description = "Oldest first, a page at a time. The payload is text where it is UTF-8, else base64.")
    LetterPage list(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        catalog.find(id);
        if (offset < 0) {
            throw Refused.badParameter("offset", "0 or more");
        }
        if (limit < 1 || limit > MOST) {
            throw Refused.badParameter("limit", "from 1 to " + MOST);
        }
        return running.deadLetters(id, offset, limit);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete all dead letters", description = "They are counted as dropped from then on.")
    void delete(@PathVariable String id) {
        catalog.find(id);
        running.deleteDeadLetters(id);
    }
}

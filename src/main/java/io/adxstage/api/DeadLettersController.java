package io.adxstage.api;

import io.adxstage.flow.Replay;
import io.adxstage.flow.RunningStages;
import io.adxstage.letters.LetterPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
    private static final String NDJSON = "application/x-ndjson";

    private final RunningStages running;
    private final Catalog catalog;

    DeadLettersController(RunningStages running, Catalog catalog) {
        this.running = running;
        this.catalog = catalog;
    }

    @GetMapping
    @Operation(
            operationId = "listDeadLetters",
            summary = "List dead letters",
            description =
                    "Oldest first, a page at a time. The payload is text where it is UTF-8, else base64, and cut at"
                            + " 64 KiB: truncated says so, and the download has it whole.")
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

    @GetMapping(path = "/download", produces = NDJSON)
    @Operation(
            operationId = "downloadDeadLetters",
            summary = "Download all dead letters",
            description = "Oldest first, a line of JSON each, payloads whole.")
    void download(@PathVariable String id, HttpServletResponse answer) throws IOException {
        catalog.find(id);
        answer.setContentType(NDJSON);
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(id + "-dead-letters.ndjson")
                        .build()
                        .toString());
        // Not buffered, and on this thread: an asynchronous answer would be cut off after its time-out.
        running.downloadDeadLetters(id, answer.getOutputStream());
    }

    /**
     * What came of a replay.
     *
     * @param replayed letters that became rows
     * @param kept letters that are dead letters still, each with today's reason
     */
    record Outcome(long replayed, long kept) {}

    @PostMapping("/replay")
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Replay all dead letters",
            description = "Takes them through the stage as it is now. What becomes no row this time either stays a dead"
                    + " letter, with today's reason.")
    Outcome replay(@PathVariable String id) {
        catalog.find(id);
        return switch (running.replayDeadLetters(id)) {
            case Replay.Replayed(long replayed, long kept) -> new Outcome(replayed, kept);
            case Replay.NotNow notNow -> throw Refused.notNow(notNow.reason());
        };
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteDeadLetters",
            summary = "Delete all dead letters",
            description = "They are counted as dropped from then on.")
    void delete(@PathVariable String id) {
        catalog.find(id);
        running.deleteDeadLetters(id);
    }
}

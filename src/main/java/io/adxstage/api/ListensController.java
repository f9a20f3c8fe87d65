package io.adxstage.api;

import io.adxstage.listen.Listens;
import io.adxstage.listen.Source;
import io.adxstage.listen.Sources;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a stage's topics say at this moment. */
@RestController
@Tag(name = "Previews", description = "What sample messages would become")
class ListensController {

    static final String NDJSON = "application/x-ndjson";

    private final Catalog catalog;
    private final Sources sources;
    private final Listens listens;
    private final JsonMapper json;

    ListensController(Catalog catalog, Sources sources, Listens listens, JsonMapper json) {
        this.catalog = catalog;
        this.sources = sources;
        this.listens = listens;
        this.json = json;
    }

    @PostMapping(path = "/api/listens", consumes = MediaType.APPLICATION_JSON_VALUE, produces = NDJSON)
    @Operation(
            operationId = "listen",
            summary = "Listen to a stage's topics",
            description = "Subscribes as somebody else than the stage, without a session and without joining a shared"
                    + " subscription's group, retained messages included, and answers a line of JSON for each message"
                    + " as it comes. Ends by itself after messages (20 unless given, up to 100), seconds (10, up to"
                    + " 60) or 1 MiB; the last line says why, and proposes a column for every field. Lines of messages"
                    + " may be sent to /api/previews. Of the document stage only input counts; without one it is the"
                    + " instance's default. With stageId its masked secrets are those of the stored stage.")
    void listen(@RequestBody Draft draft, HttpServletResponse answer) throws IOException, InterruptedException {
        ListenRequest asked = ListenRequest.of(draft.tree());
        var stored = asked.stageId() == null ? null : catalog.find(asked.stageId());
        JsonNode document = asked.stage() != null || stored == null ? asked.stage() : stored.document();
        Source.Found source = switch (sources.of(ListenRequest.orEmpty(document), asked.stageId())) {
            case Source.Found found -> found;
            case Source.Unready(var problems) -> throw Refused.invalid(problems, List.of());
        };
        switch (listens.open(source.input(), asked.bounds())) {
            case Listens.Outcome.Busy busy -> throw Refused.tooManyListens();
            case Listens.Outcome.Refused(String reason) -> throw Refused.brokerSays(reason);
            case Listens.Outcome.Open(var listen) -> {
                try (listen) {
                    answer.setContentType(NDJSON);
                    answer.setCharacterEncoding(StandardCharsets.UTF_8);
                    // On this thread and flushed line by line: an asynchronous answer would be cut off after its
                    // time-out.
                    new ListenLines(
                                    json,
                                    answer.getOutputStream(),
                                    source.input().format(),
                                    document)
                            .write(listen);
                }
            }
        }
    }
}

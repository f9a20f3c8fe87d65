package io.adxstage.ui;

import io.adxstage.flow.BatchView;
import io.adxstage.flow.History;
import io.adxstage.flow.MappingCreation;
import io.adxstage.flow.RunningStages;
import io.adxstage.flow.StageStatus;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One stage as it runs, and the buttons that act on it. */
@Controller
class StageStatusPage {

    private static final int BATCHES = 20;

    private final Stages stages;
    private final RunningStages running;
    private final ConnectionTest connections;

    StageStatusPage(Stages stages, RunningStages running, ConnectionTest connections) {
        this.stages = stages;
        this.running = running;
        this.connections = connections;
    }

    @GetMapping("/stages/{id}")
    String show(@PathVariable String id, @RequestParam(defaultValue = "0") int letters, Model model) {
        model.addAttribute("page", page(id, letters));
        return "stage";
    }

    StagePage page(String id, int letters) {
        var stored = stages.find(id).orElseThrow(NoSuchPage::new);
        StageStatus status = running.status(id);
        List<BatchView> all = running.batches(id);
        History history = running.history(id);
        return new StagePage(
                stored,
                status,
                batches(all),
                LetterList.of(running, id, letters),
                RowChart.of(history),
                Lately.of(history, status, Instant.now()),
                LatencyMeter.of(status.table().latency(), all));
    }

    /** The newest, and every failed one: it waits for a person, however old. */
    private static List<BatchView> batches(List<BatchView> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i < BATCHES || all.get(i).state().equals("failed"))
                .mapToObj(all::get)
                .toList();
    }

    @PostMapping("/stages/{id}/start")
    String start(@PathVariable String id, @Nullable Principal principal, RedirectAttributes next) {
        return told(stages.enable(id, true, Who.is(principal)), "notice.started", next);
    }

    @PostMapping("/stages/{id}/stop")
    String stop(@PathVariable String id, @Nullable Principal principal, RedirectAttributes next) {
        return told(stages.enable(id, false, Who.is(principal)), "notice.stopped", next);
    }

    @PostMapping("/stages/{id}/flush")
    String flush(@PathVariable String id, RedirectAttributes next) {
        running.flush(stages.find(id).orElseThrow(NoSuchPage::new).id());
        next.addFlashAttribute("notice", "notice.flushed");
        return "redirect:/stages/{id}";
    }

    @PostMapping("/stages/{id}/mapping")
    String createMapping(@PathVariable String id, RedirectAttributes next) {
        switch (running.createMapping(
                stages.find(id).orElseThrow(NoSuchPage::new).id())) {
            case MappingCreation.Done done -> Notice.of("notice.mappingCreated").onto(next);
            case MappingCreation.NoSuchStage gone -> throw new NoSuchPage();
            case MappingCreation.NotNow notNow -> Notice.trouble(notNow.reason(), next);
        }
        return "redirect:/stages/{id}";
    }

    @PostMapping("/stages/{id}/connection-test")
    String test(@PathVariable String id, RedirectAttributes next) {
        var stored = stages.find(id).orElseThrow(NoSuchPage::new);
        if (!connections.of(stored.document(), id, next)) {
            next.addFlashAttribute("notice", "notice.untestable");
        }
        return "redirect:/stages/{id}";
    }

    static String told(SaveResult result, String wellDone, RedirectAttributes next) {
        next.addFlashAttribute(
                "notice",
                switch (result) {
                    case SaveResult.Saved saved -> wellDone;
                    case SaveResult.Rejected rejected -> "notice.rejected";
                    case SaveResult.Stale stale -> "notice.stale";
                    case SaveResult.ReadOnly file -> "notice.file";
                    case SaveResult.NoSuchStage gone -> throw new NoSuchPage();
                });
        return "redirect:/stages/{id}";
    }
}

package io.adxstage.ui;

import io.adxstage.flow.BatchAction;
import io.adxstage.flow.BatchView;
import io.adxstage.flow.RetryTarget;
import io.adxstage.flow.RunningStages;
import io.adxstage.store.Stages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person does about a failed batch. Also on a stage that a file keeps: the rows are no part of the file. */
@Controller
class FailedBatches {

    private static final String STAGE = "redirect:/stages/{id}#batches";

    private final Stages stages;
    private final RunningStages running;

    FailedBatches(Stages stages, RunningStages running) {
        this.stages = stages;
        this.running = running;
    }

    @PostMapping("/stages/{id}/batches/{batchId}/retry")
    String retry(
            @PathVariable String id,
            @PathVariable String batchId,
            @RequestParam(defaultValue = "false") boolean current,
            RedirectAttributes next) {
        switch (running.retryBatch(known(id), batchId, current ? RetryTarget.CURRENT : RetryTarget.ORIGINAL)) {
            case BatchAction.Done done -> Notice.of("notice.retried").onto(next);
            case BatchAction.NoSuchBatch gone -> Notice.of("notice.batchGone").onto(next);
            case BatchAction.NotNow notNow -> Notice.trouble(notNow.reason(), next);
        }
        return STAGE;
    }

    @GetMapping("/stages/{id}/batches/{batchId}/delete")
    String ask(@PathVariable String id, @PathVariable String batchId, Model model, RedirectAttributes next) {
        var stage = stages.find(id).orElseThrow(NoSuchPage::new);
        var batch = running.batches(id).stream()
                .filter(one -> one.id().equals(batchId) && one.state().equals("failed"))
                .findFirst();
        if (batch.isEmpty()) {
            Notice.of("notice.batchGone").onto(next);
            return STAGE;
        }
        BatchView failed = batch.get();
        model.addAttribute("stage", stage);
        model.addAttribute("batch", failed);
        return "batch-delete";
    }

    @PostMapping("/stages/{id}/batches/{batchId}/delete")
    String delete(@PathVariable String id, @PathVariable String batchId, RedirectAttributes next) {
        Notice.of(running.deleteBatch(known(id), batchId) ? "notice.batchDeleted" : "notice.batchGone")
                .onto(next);
        return STAGE;
    }

    private String known(String id) {
        return stages.find(id).orElseThrow(NoSuchPage::new).id();
    }
}

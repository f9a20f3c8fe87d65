package io.adxstage.ui;

import io.adxstage.listen.Bounds;
import io.adxstage.listen.FieldTypes;
import io.adxstage.listen.Source;
import io.adxstage.listen.Sources;
import io.adxstage.message.Anatomy;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.preview.Outline;
import io.adxstage.preview.Outlines;
import io.adxstage.preview.PastedText;
import io.adxstage.preview.Preview;
import io.adxstage.preview.Previews;
import io.adxstage.preview.Samples;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.Stage;
import io.adxstage.store.Stages;
import io.adxstage.ui.MessagesView.MessageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The messages beside a draft, heard and pasted, and what they would become. */
@Component
class DraftMessages {

    private final Stages stages;
    private final Sources sources;
    private final Outlines outlines;
    private final Previews previews;
    private final Listenings listenings;

    DraftMessages(Stages stages, Sources sources, Outlines outlines, Previews previews, Listenings listenings) {
        this.stages = stages;
        this.sources = sources;
        this.outlines = outlines;
        this.previews = previews;
        this.listenings = listenings;
    }

    /** @param look whether to ask the cluster now what the table is like, which may take some seconds */
    MessagesView of(Draft draft, boolean look) {
        JsonNode root = draft.content().root();
        Optional<Input> input = sources.of(root, draft.stageId()) instanceof Source.Found(Input found)
                ? Optional.of(found)
                : Optional.empty();
        Outline outline = outlines.of(root, input.map(Input::format).orElseGet(Format.Json::new));
        Listening.Heard heard =
                listenings.find(draft.id()).map(Listening::heard).orElse(null);
        List<ApplicationMessage> messages = new ArrayList<>(heard == null ? List.of() : heard.messages());
        int fromBroker = messages.size();
        String trouble = null;
        boolean pasted = draft.samples() != null && !draft.samples().isBlank();
        if (pasted || (look && messages.isEmpty())) {
            switch (PastedText.read(draft.samples() == null ? "" : draft.samples(), Previews.topic(input))) {
                case Samples.Read samples -> messages.addAll(samples.messages());
                case Samples.Unreadable unreadable ->
                    trouble = unreadable.problems().getFirst().detail();
            }
        }
        Preview preview = messages.isEmpty() ? null : preview(draft, outline, new Samples.Read(messages), look);
        return new MessagesView(
                heard == null ? "none" : heard.state().name().toLowerCase(Locale.ROOT),
                heard == null ? Bounds.USUAL.seconds() : heard.bounds().seconds(),
                Bounds.USUAL.messages(),
                heard == null ? List.of() : heard.filters(),
                heard == null ? List.of() : heard.refusals(),
                heard == null ? "" : heard.detail(),
                heard != null && heard.wrong(),
                fromBroker,
                views(messages, fromBroker, outline, preview),
                trouble != null ? PreviewView.unreadable(trouble) : preview == null ? null : PreviewView.of(preview));
    }

    private Preview preview(Draft draft, Outline outline, Samples.Read samples, boolean look) {
        Stage stage = stage(draft);
        if (stage == null) {
            return previews.of(outline, samples);
        }
        return look ? previews.of(stage, samples) : previews.glance(stage, samples);
    }

    /** Absent where the draft is no stage yet. */
    private @Nullable Stage stage(Draft draft) {
        return draft.content() instanceof Draft.Content.Tree tree
                        && stages.check(tree.root(), draft.stageId()) instanceof Checked.Valid valid
                ? valid.stage()
                : null;
    }

    private static List<MessageView> views(
            List<ApplicationMessage> messages, int fromBroker, Outline outline, @Nullable Preview preview) {
        List<Anatomy> anatomies = messages.stream()
                .map(message -> Anatomy.of(message, outline.format(), outline.recordPath()))
                .toList();
        PartViews parts = new PartViews(outline.columns(), new FieldTypes(anatomies));
        List<MessageView> views = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            ApplicationMessage message = messages.get(i);
            Anatomy anatomy = anatomies.get(i);
            views.add(new MessageView(
                    i + 1,
                    message.topic(),
                    message.received(),
                    message.payload().length,
                    message.retain(),
                    i >= fromBroker,
                    anatomy instanceof Anatomy.Unreadable(String reason) ? reason : null,
                    preview == null || outline.columns().isEmpty()
                            ? null
                            : preview.messages().get(i).reason(),
                    anatomy instanceof Anatomy.Parts(Anatomy.Part root) ? parts.of(root) : null));
        }
        return views;
    }

    /** Begins to listen to what the draft names, or says why not. */
    Listening listen(Draft draft, int seconds) {
        Stage stage = stage(draft);
        if (stage != null) {
            // Beside the listen: so what does not fit the table can be marked from the first message on.
            Thread.ofVirtual().name("table-look").start(() -> previews.look(stage));
        }
        return switch (sources.of(draft.content().root(), draft.stageId())) {
            case Source.Found(Input input) ->
                listenings.begin(draft.id(), input, new Bounds(Bounds.USUAL.messages(), seconds));
            case Source.Unready unready ->
                listenings.refused(draft.id(), unready.problems().getFirst().detail());
        };
    }

    void stop(Draft draft) {
        listenings.find(draft.id()).ifPresent(Listening::stop);
    }
}

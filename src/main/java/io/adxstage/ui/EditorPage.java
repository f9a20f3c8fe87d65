package io.adxstage.ui;

import io.adxstage.flow.Latency;
import io.adxstage.store.StoredStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The editor as the template sees it.
 *
 * @param tab {@code form} or {@code advanced}
 * @param form absent where the text cannot be read as an object: only the Advanced tab shows it then
 * @param fault why the text cannot be read
 * @param messages heard or pasted beside the draft, and what they would become
 * @param latency how long rows of the stored stage take; absent where that is not known
 * @param newer the stored stage, where somebody saved it since the draft began
 */
record EditorPage(
        Draft draft,
        String tab,
        @Nullable FormView form,
        Draft.Content.@Nullable Broken fault,
        List<Finding> findings,
        MessagesView messages,
        @Nullable Latency latency,
        @Nullable StoredStage newer) {

    EditorPage {
        findings = List.copyOf(findings);
    }

    public boolean isNew() {
        return draft.stageId() == null;
    }

    public List<Finding> problems() {
        return findings.stream().filter(finding -> !finding.warning()).toList();
    }

    public List<Finding> warnings() {
        return findings.stream().filter(Finding::warning).toList();
    }

    /** Asked for, and nothing found. */
    public boolean fine() {
        return draft.checked() && problems().isEmpty() && fault == null;
    }

    /** A browser drops a line end that a text area starts with. */
    public String areaText() {
        return "\n" + draft.text();
    }

    /** What is pasted into the field for samples. */
    public String samplesText() {
        return "\n" + (draft.samples() == null ? "" : draft.samples());
    }

    /** Where the editor asks for its marks. */
    public String checkAddress() {
        return draftAddress("check");
    }

    /** Where the form asks about its fields. */
    public String fieldsAddress() {
        return draftAddress("fields");
    }

    /** Where a connection test tells its checks as they are done. */
    public String testAddress() {
        return draftAddress("connection-test");
    }

    private String draftAddress(String what) {
        String address = "/stages/drafts/" + draft.id() + "/" + what;
        return isNew() ? address : address + "?stageId=" + draft.stageId();
    }

    /** Where in the text the fault is. */
    public int faultAt() {
        return fault == null ? 0 : DraftCheck.offset(fault.fault(), draft.text());
    }

    /** The address of this page without its draft. */
    public String action() {
        return address(draft.stageId());
    }

    /** Where the buttons of the messages lead. */
    public String messagesAction() {
        return action() + "/messages";
    }

    static String address(@Nullable String stageId) {
        return stageId == null ? "/stages/new" : "/stages/" + stageId + "/edit";
    }
}

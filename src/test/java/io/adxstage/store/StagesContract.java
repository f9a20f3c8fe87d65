package io.adxstage.store;

import static io.adxstage.store.Drafts.draft;
import static io.adxstage.store.Drafts.draftWithSecrets;
import static io.adxstage.store.Drafts.read;
import static io.adxstage.store.Drafts.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Masks;
import io.adxstage.stage.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the store promises, on whatever database it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StagesContract {

    private OpenStore store;
    private Stages stages;

    /** Settings that name a new, empty database. */
    abstract String[] database();

    @BeforeAll
    void open(@TempDir Path dataDir) {
        store = OpenStore.open(dataDir.resolve("data"), database());
        stages = store.stages();
    }

    @AfterAll
    void close() {
        store.close();
    }

    @BeforeEach
    void forget() {
        store.heard().forget();
        stages.all().forEach(stage -> stages.remove(stage.id(), "cleaner"));
        store.heard().forget();
    }

    @Test
    void aNewStageIsKeptUnderAShortIdAsVersionOne() {
        var created = create("Ovens");

        assertThat(created.id()).matches("[a-z][0-9a-z]{7}");
        assertThat(created.version()).isEqualTo(1);
        assertThat(created.source()).isEqualTo(StoredStage.Source.STORE);
        assertThat(created.savedBy()).isEqualTo("ann");
        assertThat(created.stage().displayName()).isEqualTo("Ovens");
        assertThat(created.problems()).isEmpty();
        assertThat(stages.find(created.id())).contains(created);
        assertThat(store.heard().told()).containsExactly("saved " + created.id() + " 1");
    }

    @Test
    void aDocumentComesBackAsWritten() {
        var draft = draftWithSecrets("Ovens").put("description", "Öfen \uD83D\uDD25 \u0000 end");
        draft.set("batch", tree("null"));

        var created = saved(stages.create(draft, "ann"));

        var found = stages.find(created.id()).orElseThrow();
        assertThat(found.document()).isEqualTo(draft).hasToString(draft.toString());
    }

    @Test
    void stagesAreListedByDisplayName() {
        create("ovens");
        create("Mills");
        create("Pumps");

        assertThat(stages.all())
                .extracting(stored -> stored.stage().displayName())
                .containsExactly("Mills", "ovens", "Pumps");
    }

    @Test
    void aRefusedDraftTellsAllItsProblemsAndIsNotKept() {
        var draft = draft("Ovens");
        draft.remove("table");
        draft.put("clusterUrl", "nowhere");

        assertThat(problems(stages.create(draft, "ann")))
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder("/table", "/clusterUrl");
        assertThat(stages.all()).isEmpty();
        assertThat(store.heard().told()).isEmpty();
    }

    @Test
    void aDraftThatIsNoObjectIsRefusedAsAWhole() {
        assertThat(problems(stages.create(tree("[1]"), "ann")))
                .extracting(Problem::pointer)
                .containsExactly("");
        assertThat(stages.check(tree("7"), null)).isInstanceOf(Checked.Invalid.class);
    }

    @Test
    void aChangeIsTheNextVersion() {
        var created = create("Ovens");

        var changed = saved(stages.replace(created.id(), draft("Mills"), 1, "bob"));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.savedBy()).isEqualTo("bob");
        assertThat(stages.find(created.id())).contains(changed);
        assertThat(store.heard().told())
                .containsExactly("saved " + created.id() + " 1", "saved " + created.id() + " 2");
    }

    @Test
    void aChangeOfAnOlderVersionIsStale() {
        var created = create("Ovens");
        var newest = saved(stages.replace(created.id(), draft("Mills"), 1, "bob"));

        assertThat(stages.replace(created.id(), tree("{}"), 1, "ann")).isEqualTo(new SaveResult.Stale(newest));
    }

    @Test
    void aStageThatIsNotThereCannotBeChanged() {
        assertThat(stages.replace("nothing", draft("Ovens"), 1, "ann")).isEqualTo(new SaveResult.NoSuchStage());
        assertThat(stages.enable("nothing", true, "ann")).isEqualTo(new SaveResult.NoSuchStage());
        assertThat(stages.restore("nothing", 1, "ann")).isEqualTo(new SaveResult.NoSuchStage());
        assertThat(stages.remove("nothing", "ann")).isEmpty();
        assertThat(stages.revisions("nothing")).isEmpty();
        assertThat(stages.find("nothing")).isEmpty();
    }

    @Test
    void ofManyWritersAtOnceOneIsSavedAndTheOthersAreStale() throws Exception {
        var id = create("Ovens").id();

        var results = together(4, writer -> stages.replace(id, draft("Ovens " + writer), 1, "writer"));

        assertThat(results).filteredOn(SaveResult.Saved.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(SaveResult.Stale.class::isInstance).hasSize(3);
        assertThat(stages.revisions(id)).hasSize(2);
    }

    @Test
    void theDatabaseItselfLetsOneWriterThrough() throws Exception {
        var id = create("Ovens").id();
        var draft = draft("Mills");
        var open = new Gate.Passage.Open(draft, (Checked.Valid) stages.check(draft, null));

        var results = together(4, writer -> store.shelf().change(id, 1, open, "process " + writer));

        assertThat(results).filteredOn(result -> result.isPresent()).hasSize(1);
        assertThat(stages.revisions(id)).hasSize(2);
    }

    @Test
    void newsComeAfterTheCommitAndInTheOrderOfTheSaves() throws Exception {
        var id = create("Ovens").id();
        store.heard().forget();
        var seen = new ArrayList<Boolean>();
        store.heard().listen(event -> {
            var told = ((StageSaved) event).stage();
            var inDatabase = inAnotherThread(() -> stages.find(id).orElseThrow());
            seen.add(inDatabase.version() == told.version());
        });

        together(4, writer -> {
            for (int i = 0; i < 5; i++) {
                stages.restore(id, 1, "writer " + writer);
            }
            return writer;
        });

        assertThat(seen).hasSize(20).containsOnly(true);
        assertThat(store.heard().told())
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 21)
                        .mapToObj(version -> "saved " + id + " " + version)
                        .toList());
    }

    @Test
    void aListenerThatFailsDoesNotFailTheSave() {
        store.heard().listen(event -> {
            throw new IllegalStateException("no flow today");
        });

        var created = create("Ovens");

        assertThat(stages.find(created.id())).contains(created);
    }

    @Test
    void startingAndStoppingIsARevisionOnlyWhereItChangesSomething() {
        var id = create("Ovens").id();

        assertThat(saved(stages.enable(id, true, "bob")).version()).isEqualTo(1);
        var stopped = saved(stages.enable(id, false, "bob"));
        assertThat(stopped.version()).isEqualTo(2);
        assertThat(stopped.stage().enabled()).isFalse();
        assertThat(stopped.document().path("enabled").booleanValue()).isFalse();
        assertThat(saved(stages.enable(id, false, "bob")).version()).isEqualTo(2);
        assertThat(saved(stages.enable(id, true, "bob")).stage().enabled()).isTrue();
        assertThat(stages.revisions(id)).hasSize(3);
    }

    @Test
    void everySaveIsARevisionAndAnEarlierOneCanBeSavedAnew() {
        var id = create("Ovens").id();
        saved(stages.replace(id, draft("Mills"), 1, "bob"));

        var restored = saved(stages.restore(id, 1, "cid"));

        assertThat(restored.version()).isEqualTo(3);
        assertThat(restored.stage().displayName()).isEqualTo("Ovens");
        assertThat(stages.revisions(id)).extracting(Revision::version).containsExactly(3L, 2L, 1L);
        assertThat(stages.revisions(id)).extracting(Revision::savedBy).containsExactly("cid", "bob", "ann");
        assertThat(stages.revisions(id).get(1).document()).isEqualTo(draft("Mills"));
        assertThat(stages.restore(id, 9, "cid")).isEqualTo(new SaveResult.NoSuchStage());
    }

    @Test
    void anEarlierOneIsNotSavedOverAVersionThatNobodyExpected() {
        var id = create("Ovens").id();
        saved(stages.replace(id, draft("Mills"), 1, "bob"));

        assertThat(stages.restore(id, 1, 1, "cid")).isInstanceOf(SaveResult.Stale.class);
        assertThat(stages.find(id).orElseThrow().version()).isEqualTo(2);
        assertThat(saved(stages.restore(id, 1, 2, "cid")).version()).isEqualTo(3);
        assertThat(stages.restore(id, 9, 3, "cid")).isEqualTo(new SaveResult.NoSuchStage());
    }

    @Test
    void aRemovedStageLeavesItsIdAndNothingElse() {
        var id = saved(stages.create(draftWithSecrets("Ovens"), "ann")).id();

        assertThat(stages.remove(id, "bob"))
                .hasValueSatisfying(removed -> assertThat(removed.id()).isEqualTo(id));

        assertThat(stages.find(id)).isEmpty();
        assertThat(stages.all()).isEmpty();
        assertThat(stages.revisions(id)).isEmpty();
        assertThat(stages.remove(id, "bob")).isEmpty();
        assertThat(stages.replace(id, draft("Ovens"), 1, "bob")).isEqualTo(new SaveResult.NoSuchStage());
        assertThat(store.heard().told()).containsExactly("saved " + id + " 1", "removed " + id);
        assertThat(store.jdbc()
                        .sql("select count(*) from stage_revision where stage_id = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDamagedDocumentHidesNoOtherStageAndCanBeMended() {
        var good = create("Ovens");
        var id = saved(stages.create(draft("Mills"), "ann")).id();
        store.jdbc()
                .sql("update stage_revision set document = '[' where stage_id = ?")
                .param(id)
                .update();

        assertThat(stages.all()).contains(good).hasSize(2);
        assertThat(stages.find(id).orElseThrow().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("changed by another hand"));
        assertThat(saved(stages.replace(id, draft("Mills"), 1, "ann")).problems())
                .isEmpty();
    }

    @Test
    void noIdIsUsedTwice() {
        var id = create("Ovens").id();
        stages.remove(id, "ann");

        assertThat(stages.createOnce(id, draft("Ovens"), "ann")).isEmpty();
        var ids = new HashSet<String>();
        IntStream.range(0, 50).forEach(i -> ids.add(create("Ovens " + i).id()));
        assertThat(ids).hasSize(50).doesNotContain(id);
    }

    @Test
    void aStageUnderAGivenIdIsCreatedOnce() {
        var id = "local-" + StageIds.random();

        assertThat(stages.createOnce(id, draft("Ovens"), "ann"))
                .hasValueSatisfying(stage -> assertThat(stage.version()).isEqualTo(1));
        stages.enable(id, false, "bob");
        assertThat(stages.createOnce(id, draft("Ovens"), "ann"))
                .hasValueSatisfying(stage -> assertThat(stage.version()).isEqualTo(2));
        assertThatIllegalArgumentException().isThrownBy(() -> stages.createOnce("a/b", draft("Ovens"), "ann"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stages.createOnce(StageIds.random(), read("{}"), "ann"))
                .withMessageContaining("/displayName");
    }

    @Test
    void aMaskKeepsTheStoredSecretWhileTheDestinationIsTheSame() {
        var created = saved(stages.create(draftWithSecrets("Ovens"), "ann"));
        var masked = Masks.mask(created.document()).put("displayName", "Mills");

        assertThat(stages.check(masked, created.id())).isInstanceOf(Checked.Valid.class);
        assertThat(stages.check(masked, null)).isInstanceOf(Checked.Invalid.class);
        var changed = saved(stages.replace(created.id(), masked, 1, "bob"));
        assertThat(changed.document()).isEqualTo(draftWithSecrets("Mills"));

        masked.put("clusterUrl", "https://elsewhere.westeurope.kusto.windows.net");
        assertThat(problems(stages.replace(created.id(), masked, 2, "bob")))
                .extracting(Problem::pointer)
                .containsExactly("/authentication/clientSecret");
        assertThat(problems(stages.create(Masks.mask(created.document()), "bob")))
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder("/authentication/clientSecret", "/input/authentication/password");
    }

    private StoredStage create(String displayName) {
        return saved(stages.create(draft(displayName), "ann"));
    }

    static StoredStage saved(SaveResult result) {
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).stage();
    }

    static java.util.List<Problem> problems(SaveResult result) {
        assertThat(result).isInstanceOf(SaveResult.Rejected.class);
        return ((SaveResult.Rejected) result).problems();
    }

    private interface Writer<T> {
        T write(int number) throws Exception;
    }

    /** All writers start at the same moment. */
    private static <T> java.util.List<T> together(int writers, Writer<T> writer) throws Exception {
        var barrier = new CyclicBarrier(writers);
        try (var threads = Executors.newFixedThreadPool(writers)) {
            var tasks = IntStream.range(0, writers)
                    .<Callable<T>>mapToObj(number -> () -> {
                        barrier.await();
                        return writer.write(number);
                    })
                    .toList();
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static <T> T inAnotherThread(Callable<T> task) {
        try (var thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(task).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

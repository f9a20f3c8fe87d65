package io.adxstage.store;

import static io.adxstage.store.Drafts.draft;
import static io.adxstage.store.Drafts.draftWithSecrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Stages that files keep. The tests look themselves; the one that waits for the watch says so. */
class StageFilesTests {

    @TempDir
    Path folder;

    private Path files;
    private OpenStore store;

    @BeforeEach
    void makeFolder() throws IOException {
        files = Files.createDirectory(folder.resolve("stages"));
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void filesAreStagesFromTheStartWithoutNews() throws IOException {
        write("foo", draft("Ovens"));
        Files.setLastModifiedTime(files.resolve("foo.json"), FileTime.from(Instant.parse("2024-02-03T04:05:06Z")));

        open();

        var foo = store.stages().find("foo").orElseThrow();
        assertThat(store.stages().all()).containsExactly(foo);
        assertThat(foo.source()).isEqualTo(StoredStage.Source.FILE);
        assertThat(foo.version()).isEqualTo(1);
        assertThat(foo.savedBy()).isEqualTo("file");
        assertThat(foo.savedAt()).isEqualTo("2024-02-03T04:05:06Z");
        assertThat(foo.document()).isEqualTo(draft("Ovens"));
        assertThat(foo.fileProblem()).isNull();
        assertThat(store.stages().fileProblems()).isEmpty();
        assertThat(store.stages().revisions("foo"))
                .extracting(Revision::version)
                .containsExactly(1L);
        assertThat(store.heard().told()).isEmpty();
    }

    @Test
    void aNewAChangedAndARemovedFileAreNews() throws IOException {
        open();

        write("foo", draft("Ovens"));
        look();
        write("foo", draft("Mills"));
        look();
        look();
        assertThat(store.stages().find("foo").orElseThrow().stage().displayName())
                .isEqualTo("Mills");
        Files.delete(files.resolve("foo.json"));
        look();
        look();
        assertThat(store.stages().all()).isEmpty();
        write("foo", draft("Ovens"));
        look();

        assertThat(store.heard().told()).containsExactly("saved foo 1", "saved foo 2", "removed foo", "saved foo 3");
    }

    @Test
    void theWatchFindsAChangeByItself() throws IOException {
        open("adx-stage.stages-poll-interval=20ms");

        write("foo", draft("Ovens"));

        await().untilAsserted(() -> assertThat(store.heard().told()).containsExactly("saved foo 1"));
    }

    @Test
    void aFileThatIsGoneForAMomentIsNotRemoved() throws IOException {
        write("foo", draft("Ovens"));
        open();

        Files.move(files.resolve("foo.json"), files.resolve("foo.json~"));
        look();
        Files.move(files.resolve("foo.json~"), files.resolve("foo.json"));
        look();
        Files.move(files.resolve("foo.json"), files.resolve("foo.json~"));
        look();

        assertThat(store.stages().find("foo")).isPresent();
        assertThat(store.heard().told()).isEmpty();
    }

    @Test
    void aChangeOfLayoutAloneIsNoNews() throws IOException {
        write("foo", draft("Ovens"));
        open();

        Files.writeString(files.resolve("foo.json"), draft("Ovens").toPrettyString());
        look();

        assertThat(store.stages().find("foo").orElseThrow().version()).isEqualTo(1);
        assertThat(store.heard().told()).isEmpty();
    }

    @Test
    void aBadEditKeepsTheLastGoodTextAndIsReportedUntilItIsMended() throws IOException {
        write("foo", draft("Ovens"));
        open();

        write("foo", draft("Mills").put("clusterUrl", "nowhere").put("tabel", "x"));
        look();

        var kept = store.stages().find("foo").orElseThrow();
        assertThat(kept.stage().displayName()).isEqualTo("Ovens");
        assertThat(kept.version()).isEqualTo(1);
        assertThat(kept.fileProblem()).contains("/clusterUrl: ", "/tabel: ");
        assertThat(store.stages().fileProblems())
                .containsExactly(
                        new Stages.FileProblem("foo.json", java.util.Objects.requireNonNull(kept.fileProblem())));
        assertThat(store.heard().told()).isEmpty();

        write("foo", draft("Ovens"));
        look();
        assertThat(store.stages().find("foo").orElseThrow().fileProblem()).isNull();
        assertThat(store.stages().fileProblems()).isEmpty();
        assertThat(store.heard().told()).isEmpty();

        write("foo", draft("Mills"));
        look();
        assertThat(store.heard().told()).containsExactly("saved foo 2");
    }

    @Test
    void halfAFileIsGivenTimeForTheOtherHalf() throws IOException {
        write("foo", draft("Ovens"));
        open();
        var whole = draft("Mills").toString();

        Files.writeString(files.resolve("foo.json"), whole.substring(0, 20));
        look();
        assertThat(store.stages().fileProblems()).isEmpty();
        Files.writeString(files.resolve("foo.json"), whole.substring(0, 40));
        look();
        assertThat(store.stages().fileProblems()).isEmpty();
        Files.writeString(files.resolve("foo.json"), whole);
        look();

        assertThat(store.heard().told()).containsExactly("saved foo 2");
    }

    @Test
    void halfAFileThatStaysSoIsReportedWithLineAndColumn() throws IOException {
        write("foo", draft("Ovens"));
        open();

        Files.writeString(files.resolve("foo.json"), "{\n  \"displayName\": }");
        look();
        look();

        assertThat(store.stages().find("foo").orElseThrow().fileProblem()).startsWith("Line 2, column ");
    }

    @Test
    void badFilesAreReportedAndDoNotStopTheOthers() throws IOException {
        write("good", draft("Ovens"));
        write("bad", Drafts.tree("[]"));
        write("-name that is no id", draft("Ovens"));
        write(".hidden", draft("Ovens"));
        Files.createDirectory(files.resolve("folder.json"));
        Files.writeString(files.resolve("note.txt"), "no stage");
        Files.writeString(files.resolve("empty.json"), "");
        Files.writeString(files.resolve("large.json"), " ".repeat((1 << 20) + 1));

        open();

        assertThat(store.stages().all()).extracting(StoredStage::id).containsExactly("good");
        assertThat(store.stages().fileProblems())
                .extracting(Stages.FileProblem::file)
                .containsExactly("-name that is no id.json", "bad.json", "empty.json", "large.json");
        assertThat(store.stages().fileProblems())
                .last()
                .extracting(Stages.FileProblem::detail)
                .isEqualTo("It is larger than 1 MiB. Make it smaller.");
    }

    @Test
    void aFileCannotTakeTheIdOfASavedStageNorOfADeletedOne() throws IOException {
        open();
        var saved = StagesContract.saved(store.stages().create(draft("Ovens"), "ann"));
        var deleted = StagesContract.saved(store.stages().create(draft("Pumps"), "ann"));
        store.stages().remove(deleted.id(), "ann");
        store.heard().forget();

        write(saved.id(), draft("Mills"));
        write(deleted.id(), draft("Mills"));
        look();

        assertThat(store.stages().all()).containsExactly(saved);
        assertThat(store.stages().find(saved.id())).contains(saved);
        assertThat(store.stages().fileProblems())
                .extracting(Stages.FileProblem::detail)
                .anySatisfy(detail -> assertThat(detail).contains("There is a saved stage with the id " + saved.id()))
                .anySatisfy(detail -> assertThat(detail).contains("no id is used twice"));
        assertThat(store.heard().told()).isEmpty();
    }

    @Test
    void aStageOfAFileCannotBeCreatedInTheStore() throws IOException {
        write("local-oven", draft("Ovens"));
        open();

        assertThat(store.stages().createOnce("local-oven", draft("Mills"), "ann"))
                .hasValueSatisfying(stage -> assertThat(stage.source()).isEqualTo(StoredStage.Source.FILE));
    }

    @Test
    void aMaskInAFileIsAnErrorAndALiteralSecretAWarning() throws IOException {
        write("literal", draftWithSecrets("Ovens"));
        write("mask", Masks.mask(draftWithSecrets("Ovens")));

        open();

        assertThat(store.stages().find("literal").orElseThrow().warnings())
                .filteredOn(warning -> warning.code().equals("literal-secret"))
                .extracting(Problem::pointer)
                .containsExactly("/authentication/clientSecret", "/input/authentication/password");
        assertThat(store.stages().find("mask")).isEmpty();
        assertThat(store.stages().fileProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail())
                        .contains("/authentication/clientSecret: ", "/input/authentication/password: ")
                        .doesNotContain(Drafts.CLIENT_SECRET));
    }

    @Test
    void filesAreReadOnly() throws IOException {
        write("foo", draft("Ovens"));
        open();
        var stages = store.stages();

        assertThat(stages.replace("foo", draft("Mills"), 1, "ann")).isEqualTo(new SaveResult.ReadOnly());
        assertThat(stages.enable("foo", false, "ann")).isEqualTo(new SaveResult.ReadOnly());
        assertThat(stages.restore("foo", 1, "ann")).isEqualTo(new SaveResult.ReadOnly());
        assertThat(stages.remove("foo", "ann")).isEmpty();
        assertThat(stages.find("foo")).isPresent();
    }

    @Test
    void aSymbolicLinkSwappedAsKubernetesDoesIsAChange() throws IOException {
        var first = Files.createDirectory(files.resolve("..2024_01"));
        Files.writeString(first.resolve("foo.json"), draft("Ovens").toString());
        Files.createSymbolicLink(files.resolve("..data"), Path.of("..2024_01"));
        Files.createSymbolicLink(files.resolve("foo.json"), Path.of("..data/foo.json"));
        open();

        var second = Files.createDirectory(files.resolve("..2024_02"));
        Files.writeString(second.resolve("foo.json"), draft("Mills").toString());
        Files.createSymbolicLink(files.resolve("..data_tmp"), Path.of("..2024_02"));
        Files.move(files.resolve("..data_tmp"), files.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        look();

        assertThat(store.stages().find("foo").orElseThrow().stage().displayName())
                .isEqualTo("Mills");
        assertThat(store.heard().told()).containsExactly("saved foo 2");
    }

    @Test
    void aFolderThatVanishesIsReportedAndItsStagesGoOn() throws IOException {
        write("foo", draft("Ovens"));
        open();

        Files.move(files, folder.resolve("elsewhere"));
        look();
        look();
        assertThat(store.stages().find("foo")).isPresent();
        assertThat(store.stages().fileProblems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(files.toString());
            assertThat(problem.detail()).contains("cannot be read");
        });

        Files.move(folder.resolve("elsewhere"), files);
        look();
        assertThat(store.stages().fileProblems()).isEmpty();
        assertThat(store.heard().told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-1_b.c", "0", "x123456789012345678901234567890123456789012345678901234567890123"})
    void aFileNameThatCanStandInAUrlIsAnId(String id) throws IOException {
        write(id, draft("Ovens"));

        open();

        assertThat(store.stages().find(id)).isPresent();
    }

    private void open(String... settings) {
        var all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("adx-stage.stages-dir=" + files), java.util.Arrays.stream(settings))
                .toArray(String[]::new);
        store = OpenStore.open(folder.resolve("data"), all);
    }

    private void look() {
        store.files().look();
    }

    private void write(String id, JsonNode document) throws IOException {
        Files.writeString(files.resolve(id + ".json"), document.toString());
    }
}

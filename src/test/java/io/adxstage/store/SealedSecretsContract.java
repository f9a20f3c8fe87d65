package io.adxstage.store;

import static io.adxstage.store.Drafts.BROKER_PASSWORD;
import static io.adxstage.store.Drafts.CLIENT_SECRET;
import static io.adxstage.store.Drafts.draftWithSecrets;
import static io.adxstage.store.StagesContract.problems;
import static io.adxstage.store.StagesContract.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Masks;
import io.adxstage.stage.Problem;
import io.adxstage.stage.SecretUnavailable;
import io.adxstage.stage.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets on disk, over restarts of the service, on whatever database it is. */
abstract class SealedSecretsContract {

    private static final String SOME_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER_KEY = "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    Path folder;

    private Path dataDir;
    private String[] database;

    /** Settings that name a new, empty database. */
    abstract String[] database();

    @BeforeEach
    void nameDatabase() {
        dataDir = folder.resolve("data");
        database = database();
    }

    @Test
    void secretsAreReadableNeitherInTheDatabaseNorInAnyFile() throws IOException {
        try (var store = open()) {
            var id = saved(store.stages().create(draftWithSecrets("Ovens"), "ann"))
                    .id();
            saved(store.stages().replace(id, draftWithSecrets("Mills"), 1, "ann"));

            var stored = store.jdbc()
                    .sql("select document from stage_revision")
                    .query(String.class)
                    .list();
            assertThat(stored)
                    .hasSize(2)
                    .allSatisfy(document ->
                            assertThat(document).contains("sealed:1:").doesNotContain(CLIENT_SECRET, BROKER_PASSWORD));
        }
        for (var file : files(dataDir)) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(CLIENT_SECRET, BROKER_PASSWORD);
        }
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTime() {
        try (var store = open()) {
            var id = saved(store.stages().create(draftWithSecrets("Ovens"), "ann"))
                    .id();
            saved(store.stages().restore(id, 1, "ann"));

            assertThat(store.jdbc()
                            .sql("select document from stage_revision")
                            .query(String.class)
                            .list())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void referencesStayReadable() {
        try (var store = open()) {
            var draft = draftWithSecrets("Ovens");
            draft.withObject("/authentication").put("clientSecret", "${env:ADX_STAGE_SECRET_OVENS}");
            saved(store.stages().create(draft, "ann"));

            assertThat(store.jdbc()
                            .sql("select document from stage_revision")
                            .query(String.class)
                            .single())
                    .contains("${env:ADX_STAGE_SECRET_OVENS}");
        }
    }

    @Test
    void stagesAndTheirSecretsOutliveARestart() {
        StoredStage before;
        try (var store = open()) {
            before = saved(store.stages().create(draftWithSecrets("Ovens"), "ann"));
        }
        try (var store = open()) {
            assertThat(store.stages().all()).containsExactly(before);
            assertThat(store.heard().told()).isEmpty();
        }
    }

    @Test
    void aStageWhoseKeyIsLostStaysInTheListAndAsksForItsSecretAgain() throws IOException {
        String id;
        try (var store = open()) {
            id = saved(store.stages().create(draftWithSecrets("Ovens"), "ann")).id();
        }
        Files.delete(dataDir.resolve(SealKeys.FILE));
        try (var store = open()) {
            var lost = store.stages().find(id).orElseThrow();
            var secrets = store.context().getBean(Secrets.class);

            assertThat(store.stages().all()).containsExactly(lost);
            assertThat(lost.problems())
                    .extracting(Problem::pointer)
                    .containsExactly("/authentication/clientSecret", "/input/authentication/password");
            assertThat(lost.problems())
                    .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("secret-lost"))
                    .allSatisfy(problem -> assertThat(problem.detail()).contains("enter it again"));
            assertThat(lost.document()).isEqualTo(Masks.mask(draftWithSecrets("Ovens")));
            assertThat(lost.enabled()).isTrue();
            assertThat(lost.stage().displayName()).isEqualTo("Ovens");
            assertThat(lost.stage().enabled()).isFalse();
            assertThat(lost.stage().authentication())
                    .isInstanceOfSatisfying(
                            Authentication.ServicePrincipal.class,
                            nobody -> assertThatExceptionOfType(SecretUnavailable.class)
                                    .isThrownBy(() -> secrets.value(nobody.clientSecret())));
            assertThat(store.stages().revisions(id)).hasSize(1);
            assertThat(problems(store.stages().replace(id, lost.document(), 1, "ann")))
                    .extracting(Problem::pointer)
                    .containsExactlyInAnyOrder("/authentication/clientSecret", "/input/authentication/password");

            var mended = saved(store.stages().replace(id, draftWithSecrets("Ovens"), 1, "ann"));
            assertThat(mended.problems()).isEmpty();
            assertThat(store.stages().find(id)).contains(mended);
        }
    }

    @Test
    void anotherConfiguredKeyOpensNothingAndTheRightOneOpensAllAgain() {
        StoredStage before;
        try (var store = open("adx-stage.secrets.key=" + SOME_KEY)) {
            before = saved(store.stages().create(draftWithSecrets("Ovens"), "ann"));
        }
        try (var store = open("adx-stage.secrets.key=" + OTHER_KEY)) {
            assertThat(store.stages().find(before.id()).orElseThrow().problems())
                    .hasSize(2);
        }
        try (var store = open("adx-stage.secrets.key=" + SOME_KEY)) {
            assertThat(store.stages().find(before.id())).contains(before);
        }
        assertThat(dataDir.resolve(SealKeys.FILE)).doesNotExist();
    }

    @Test
    void whoMovesToAConfiguredKeyKeepsWhatTheGeneratedOneSealed() {
        StoredStage before;
        try (var store = open()) {
            before = saved(store.stages().create(draftWithSecrets("Ovens"), "ann"));
        }
        try (var store = open("adx-stage.secrets.key=" + SOME_KEY)) {
            assertThat(store.stages().find(before.id())).contains(before);
        }
    }

    @Test
    void aSealedSecretMovedToAnotherStageDoesNotOpen() {
        try (var store = open()) {
            saved(store.stages().create(draftWithSecrets("Ovens"), "ann"));
            var other = saved(store.stages().create(draftWithSecrets("Mills"), "eve"));
            store.jdbc()
                    .sql(
                            "update stage_revision set document = (select document from stage_revision where stage_id <> ?)"
                                    + " where stage_id = ?")
                    .params(other.id(), other.id())
                    .update();

            assertThat(store.stages().find(other.id()).orElseThrow().problems()).hasSize(2);
        }
    }

    @Test
    void aStageOfAHostThatIsNoLongerTrustedStaysInTheListUntilItIsMendedOrRemoved() {
        StoredStage before;
        try (var store = open()) {
            before = saved(store.stages().create(draftWithSecrets("Ovens"), "ann"));
        }
        try (var store = open(StoreSlice.UNTRUSTED + "=ovens.westeurope.kusto.windows.net")) {
            var refused = store.stages().find(before.id()).orElseThrow();

            assertThat(store.stages().all()).containsExactly(refused);
            assertThat(refused.problems()).extracting(Problem::pointer).containsExactly("/clusterUrl");
            assertThat(refused.document()).isEqualTo(before.document());
            assertThat(problems(store.stages().enable(before.id(), false, "ann")))
                    .extracting(Problem::pointer)
                    .containsExactly("/clusterUrl");
            assertThat(store.stages().remove(before.id(), "ann")).contains(refused);
        }
    }

    private OpenStore open(String... settings) {
        return OpenStore.open(
                dataDir,
                Stream.concat(Arrays.stream(database), Arrays.stream(settings)).toArray(String[]::new));
    }

    private static java.util.List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}

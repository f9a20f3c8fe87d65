package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.testing.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Target target;

    @BeforeEach
    void open() throws Exception {
        target = new Target(folder, Duration.ofMinutes(1));
        target.standIn.createTable("factory", "my table", "a:string, ['b c']:long, d:dynamic");
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    private TableKnowledge read(String table) {
        return TableReader.read(target.cluster, "factory", table, ".add database viewers", PATIENCE);
    }

    private TableFacts facts(String table) {
        return ((TableKnowledge.Known) read(table)).facts();
    }

    @Test
    void columnsComeInTheirOrderWithTheirTypes() {
        assertThat(facts("my table").columns())
                .containsExactly(
                        new TableFacts.Column("a", "string"),
                        new TableFacts.Column("b c", "long"),
                        new TableFacts.Column("d", "dynamic"));
    }

    @Test
    void withoutAPolicyTheDefaultIsInEffect() {
        assertThat(facts("my table").batching()).isEqualTo(Batching.BY_DEFAULT);
    }

    @Test
    void theTablesOwnPolicyIsInEffectAndTheCommandThatSetsItIsTakenByTheCluster() {
        target.standIn.command(
                "factory", SetupCommands.batchingTime("my table", Duration.ofSeconds(90), Batching.BY_DEFAULT));

        assertThat(facts("my table").batching())
                .isEqualTo(new Batching(Duration.ofSeconds(90), 500, 1024, Batching.Origin.TABLE));
    }

    @Test
    void streamingIsAsTheTableSays() {
        target.standIn.command("factory", SetupCommands.enableStreaming("my table"));
        assertThat(facts("my table").streaming()).isTrue();

        target.standIn.command("factory", ".alter table ['my table'] policy streamingingestion disable");
        assertThat(facts("my table").streaming()).isFalse();
    }

    @Test
    void theCommandThatCreatesATableIsTakenByTheCluster() {
        target.standIn.command(
                "factory", SetupCommands.createTable("made", facts("my table").columns()));

        assertThat(facts("made").columns()).isEqualTo(facts("my table").columns());
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        assertThat(read("nothing"))
                .isEqualTo(new TableKnowledge.Missing("There is no table nothing in database factory."));
    }

    @Test
    void whoMayNotReadIsToldTheRightThatIsMissing() {
        target.proxy.set(FaultProxy.Mode.status(403));

        assertThat(read("my table"))
                .isInstanceOfSatisfying(
                        TableKnowledge.NotAllowed.class,
                        notAllowed -> assertThat(notAllowed.mend())
                                .contains("factory.my table", "Database Viewer", ".add database viewers"));
    }
}

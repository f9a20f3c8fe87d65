package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.FaultProxy.Mode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private Target target;

    @BeforeEach
    void open() throws Exception {
        target = new Target(dir, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    private Answer ask(String database, String command) {
        return target.cluster.command(Cluster.Service.ENGINE, database, command, PATIENCE);
    }

    private static Answer.Failed failed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return (Answer.Failed) answer;
    }

    @Test
    void aCommandIsAnsweredWithATable() {
        assertThat(ask("factory", ".show table ['ovens'] cslschema"))
                .isInstanceOfSatisfying(
                        Answer.Table.class,
                        table -> assertThat(table.rows().getFirst().text("Schema"))
                                .isEqualTo("Batch:int"));
    }

    @Test
    void aQueryIsAnsweredWithATable() {
        assertThat(target.cluster.query("factory", "['ovens'] | count", PATIENCE))
                .isInstanceOfSatisfying(
                        Answer.Table.class,
                        table -> assertThat(table.rows().getFirst().text("Count"))
                                .isEqualTo("0"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(failed(ask("factory", ".show table ['kilns'] cslschema")).trouble())
                .isEqualTo(Trouble.NO_ENTITY);
        assertThat(failed(ask("elsewhere", ".show table ['ovens'] cslschema")).trouble())
                .isIn(Trouble.NO_DATABASE, Trouble.NO_ENTITY);
    }

    @Test
    void troubleIsToldApart() {
        target.proxy.set(Mode.status(403));
        assertThat(failed(ask("factory", ".show tables")).trouble()).isEqualTo(Trouble.FORBIDDEN);
        target.proxy.set(Mode.status(401));
        assertThat(failed(ask("factory", ".show tables")).trouble()).isEqualTo(Trouble.UNAUTHORIZED);
        target.proxy.set(Mode.status(503));
        assertThat(failed(ask("factory", ".show tables")).trouble()).isEqualTo(Trouble.UNAVAILABLE);
        target.proxy.set(Mode.throttled(Duration.ofSeconds(1)));
        assertThat(failed(ask("factory", ".show tables")).trouble()).isEqualTo(Trouble.THROTTLED);
        target.proxy.set(Mode.REFUSE);
        assertThat(failed(ask("factory", ".show tables")))
                .satisfies(failed -> assertThat(failed.trouble()).isEqualTo(Trouble.NOT_REACHABLE))
                .satisfies(failed -> assertThat(failed.sentence()).contains("refused"));
    }

    @Test
    void aClusterThatHangsIsGivenUpOn() {
        target.proxy.set(Mode.HANG);

        Answer answer = target.cluster.command(
                Cluster.Service.DATA_MANAGEMENT, "factory", ".show version", Duration.ofMillis(300));

        assertThat(failed(answer).trouble()).isEqualTo(Trouble.NO_ANSWER);
    }
}

package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

class LiveTableTests {

    private static final TableKnowledge KNOWN =
            new TableKnowledge.Known(new TableFacts(List.of(), null, null), Instant.EPOCH);

    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final BlockingQueue<TableKnowledge> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final LiveTable table = new LiveTable(this::read, timer);

    private TableKnowledge read(Duration patience) {
        readings.incrementAndGet();
        try {
            return answers.take();
        } catch (InterruptedException over) {
            return new TableKnowledge.Unknown("The test is over.");
        }
    }

    @AfterEach
    void stop() {
        timer.close();
    }

    @Test
    void whoAsksIsToldOnceTheTableIsReadAndNobodyWaits() {
        List<TableKnowledge> told = new CopyOnWriteArrayList<>();
        table.tell(told::add);
        assertThat(table.knowledge()).isInstanceOf(TableKnowledge.Unknown.class);
        assertThat(told).isEmpty();

        answers.add(KNOWN);
        Awaitility.await().untilAsserted(() -> assertThat(told).containsExactly(KNOWN));
        assertThat(table.knowledge()).isEqualTo(KNOWN);
    }

    @Test
    void whoComesLaterIsToldAtOnceWithoutAnotherReading() {
        answers.add(KNOWN);
        table.tell(first -> {});
        Awaitility.await().until(() -> table.knowledge().equals(KNOWN));

        List<TableKnowledge> told = new CopyOnWriteArrayList<>();
        table.tell(told::add);
        table.refreshSoon();

        Awaitility.await().untilAsserted(() -> assertThat(told).contains(KNOWN));
        assertThat(readings).hasValue(1);
    }

    @Test
    void anAnswerThatStaysOutDoesNotMakeForgetWhatIsKnown() {
        assertThat(LiveTable.after(KNOWN, new TableKnowledge.Unknown("Away."))).isEqualTo(KNOWN);
        var gone = new TableKnowledge.Missing("Dropped.");
        assertThat(LiveTable.after(KNOWN, gone)).isEqualTo(gone);
        assertThat(LiveTable.after(gone, KNOWN)).isEqualTo(KNOWN);
    }

    @Test
    void theLastOneToGoEndsIt() {
        Consumer<TableKnowledge> one = knowledge -> {};
        Consumer<TableKnowledge> other = knowledge -> {};
        table.tell(one);
        table.tell(other);

        assertThat(table.tellNoMore(one)).isFalse();
        assertThat(table.tellNoMore(other)).isTrue();
    }
}

package io.adxstage.store;

import io.adxstage.stage.StageReader;
import io.adxstage.stage.TrustedClusters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** The store alone, with the rules of the stage room: no web, no flow. Not annotated, so that no other test scans it. */
@ComponentScan(basePackageClasses = {Stages.class, StageReader.class})
@ConfigurationPropertiesScan(basePackageClasses = {Stages.class, StageReader.class})
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
class StoreSlice {

    /** A host that the operator no longer trusts, told by a test. */
    static final String UNTRUSTED = "test.untrusted";

    @Bean
    TrustedClusters trustedClusters(Environment environment) {
        return cluster -> !cluster.getHost().equals(environment.getProperty(UNTRUSTED, ""));
    }

    @Bean
    Heard heard() {
        return new Heard();
    }

    /** All news in the order they came; a test may listen in. */
    static class Heard {

        private final List<Object> events = new CopyOnWriteArrayList<>();
        private volatile Consumer<Object> listener = event -> {};

        @EventListener({StageSaved.class, StageRemoved.class})
        void hear(Object event) {
            events.add(event);
            listener.accept(event);
        }

        void listen(Consumer<Object> listener) {
            this.listener = listener;
        }

        void forget() {
            events.clear();
            listener = event -> {};
        }

        /** Like {@code saved foo 2}, {@code removed foo}. */
        List<String> told() {
            return events.stream()
                    .map(event -> switch (event) {
                        case StageSaved saved ->
                            "saved " + saved.stage().id() + " " + saved.stage().version();
                        case StageRemoved removed ->
                            "removed " + removed.stage().id();
                        default -> event.toString();
                    })
                    .toList();
        }
    }
}

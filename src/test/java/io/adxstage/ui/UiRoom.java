package io.adxstage.ui;

import io.adxstage.adx.TableFacts;
import io.adxstage.adx.TableKnowledge;
import io.adxstage.flow.RunningStages;
import io.adxstage.listen.Sources;
import io.adxstage.preview.Outlines;
import io.adxstage.preview.Previews;
import io.adxstage.preview.SetupGuides;
import io.adxstage.stage.StageReader;
import io.adxstage.stage.TrustedClusters;
import io.adxstage.store.Stages;
import io.adxstage.testing.FakeListens;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The pages over the real store and the real gate; only the running stages run nothing. */
@EnableAutoConfiguration(exclude = IntegrationAutoConfiguration.class)
@ComponentScan(
        basePackages = {"io.adxstage.ui", "io.adxstage.security", "io.adxstage.store", "io.adxstage.stage"},
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            // A configuration of the store's own tests.
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.adxstage\\.store\\.StoreSlice.*")
        })
@ConfigurationPropertiesScan({"io.adxstage.ui", "io.adxstage.security", "io.adxstage.store", "io.adxstage.stage"})
class UiRoom {

    @Bean
    TrustedClusters trustedClusters() {
        return cluster -> cluster.getHost().endsWith(".kusto.windows.net");
    }

    @Bean
    FakeRunningStages fakeRunningStages(Stages stages) {
        return new FakeRunningStages(stages);
    }

    @Bean
    RunningStages runningStages(FakeRunningStages fake) {
        return fake.disguised();
    }

    /** A table that has a as text and b as a whole number. */
    @Bean
    Previews previews(RunningStages running) {
        var columns = List.of(new TableFacts.Column("a", "string"), new TableFacts.Column("b", "int"));
        var facts = new TableFacts(columns, TableFacts.Batching.BY_DEFAULT, false);
        return new Previews(running, (stage, patience) -> new TableKnowledge.Known(facts, Instant.EPOCH));
    }

    @Bean
    SetupGuides setupGuides(RunningStages running) {
        return new SetupGuides(running);
    }

    @Bean
    Outlines outlines(StageReader reader) {
        return new Outlines(reader);
    }

    @Bean
    FakeListens listens() {
        return new FakeListens();
    }

    @Bean
    Sources sources(Stages stages) {
        return new Sources(stages, Optional::empty);
    }

    @Bean
    FakeDoctor doctor() {
        return new FakeDoctor();
    }

    @Bean
    DynamicPropertyRegistrar folders() throws IOException {
        var folder = Files.createTempDirectory("adx-stage-ui");
        return properties -> properties.add("adx-stage.data-dir", folder::toString);
    }
}

package io.adxstage.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running store; closing it and opening another on the same folder is a restart of the service. */
record OpenStore(ConfigurableApplicationContext context) implements AutoCloseable {

    static OpenStore open(Path dataDir, String... settings) {
        var arguments = Stream.concat(
                        Stream.of("adx-stage.data-dir=" + dataDir, "adx-stage.stages-poll-interval=1h"),
                        Arrays.stream(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return new OpenStore(new SpringApplicationBuilder(StoreSlice.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties("spring.config.location=classpath:/application.yml", "spring.main.banner-mode=off")
                .run(arguments));
    }

    Stages stages() {
        return context.getBean(Stages.class);
    }

    Shelf shelf() {
        return context.getBean(Shelf.class);
    }

    StageFiles files() {
        return context.getBean(StageFiles.class);
    }

    StoreSlice.Heard heard() {
        return context.getBean(StoreSlice.Heard.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    @Override
    public void close() {
        context.close();
    }
}

package io.adxstage.doctor;

import io.adxstage.stage.InstanceInput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The doctor with real connections, and without the rest of the house. */
@ComponentScan(
        basePackages = {"io.adxstage.doctor", "io.adxstage.adx", "io.adxstage.mqtt", "io.adxstage.stage"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ConfigurationPropertiesScan({"io.adxstage.adx", "io.adxstage.mqtt", "io.adxstage.stage"})
class DoctorRoom {

    @Bean
    InstanceInput noInput() {
        return Optional::empty;
    }

    @Bean
    DynamicPropertyRegistrar folders() throws IOException {
        var folder = Files.createTempDirectory("adx-stage-doctor");
        return properties -> properties.add("adx-stage.data-dir", folder::toString);
    }
}

package io.adxstage.security;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** The room alone, with a page and a call of the API to knock at. */
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, IntegrationAutoConfiguration.class
        })
@ComponentScan(
        basePackageClasses = Doorstep.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ConfigurationPropertiesScan(basePackageClasses = Doorstep.class)
@Import({Doorstep.Rooms.class, Doorstep.Surroundings.class})
class Doorstep {

    @RestController
    @TestComponent
    static class Rooms {

        @GetMapping(path = "/", produces = "text/html")
        String page(@RequestAttribute String cspNonce) {
            return "<p>" + cspNonce + "</p>";
        }

        @PostMapping("/saved")
        String save() {
            return "saved";
        }

        @GetMapping("/api/probe")
        Map<String, @Nullable String> read() {
            return Map.of("probe", "ok");
        }

        @PostMapping("/api/probe")
        Map<String, String> write() {
            return Map.of("probe", "written");
        }
    }

    /** What the layout of the pages, which the sign-in page has too, asks for. */
    @ControllerAdvice
    @TestComponent
    static class Surroundings {

        @ModelAttribute("scripts")
        boolean scripts() {
            return false;
        }
    }
}

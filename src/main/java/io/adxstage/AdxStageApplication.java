package io.adxstage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Carries MQTT messages into Azure Data Explorer, one stage at a time. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AdxStageApplication {

    public static void main(String[] args) {
        // The SDK's storage client sets the Connection header, which the JDK's HTTP client forbids unless told
        // otherwise.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        SpringApplication.run(AdxStageApplication.class, args);
    }
}

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
        // A proxy with a password is asked in its own words, over the connection that HTTPS_PROXY names; the JDK
        // forbids that
        // unless told otherwise.
        System.setProperty(
                "jdk.http.auth.tunneling.disabledSchemes",
                System.getProperty("jdk.http.auth.tunneling.disabledSchemes", ""));
        SpringApplication.run(AdxStageApplication.class, args);
    }
}

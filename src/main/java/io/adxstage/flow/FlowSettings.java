package io.adxstage.flow;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param dataDir the folder that everything is kept under */
@ConfigurationProperties("adx-stage")
record FlowSettings(@DefaultValue("./data") Path dataDir) {}

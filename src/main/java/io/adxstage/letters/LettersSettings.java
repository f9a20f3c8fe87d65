package io.adxstage.letters;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param dataDir the folder that everything is kept under; bound as text, because bound as a {@code Path} a
 *     relative name like {@code db} would be looked for on the class path first */
@ConfigurationProperties("adx-stage")
record LettersSettings(@DefaultValue("./data") String dataDir) {

    Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }
}

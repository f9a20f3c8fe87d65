package io.adxstage.flow;

import io.adxstage.stage.Input;
import io.adxstage.stage.InstanceInput;
import io.adxstage.stage.StageReader;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The instance's default input for those who do not run stages. */
@Component
class ConfiguredInput implements InstanceInput {

    private final DefaultInput configured;
    private final StageReader reader;

    ConfiguredInput(DefaultInput configured, StageReader reader) {
        this.configured = configured;
        this.reader = reader;
    }

    @Override
    public Optional<Input> find() {
        return configured.read(reader);
    }
}

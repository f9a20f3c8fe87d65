package io.adxstage.adx;

import java.util.Optional;

/** What a table needs before it takes rows by streaming, as commands to run on the cluster. */
public final class StreamSetup {

    private StreamSetup() {}

    /** The command that mends it, where a command does. */
    public static Optional<String> command(Trouble trouble, Destination destination) {
        return switch (trouble) {
            case NO_MAPPING ->
                Optional.of(StreamMapping.of(destination.columns()).command(destination.table()));
            case STREAMING_OFF -> Optional.of(SetupCommands.enableStreaming(destination.table()));
            default -> Optional.empty();
        };
    }
}

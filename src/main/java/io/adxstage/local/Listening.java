package io.adxstage.local;

import java.io.IOException;
import java.net.BindException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rule for ports: one that somebody asked for is taken or the start fails; a default one gives way to a free one. */
final class Listening {

    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private Listening() {}

    /** Something that listens once it is opened, and fails with a {@link BindException} where the port is busy. */
    @FunctionalInterface
    interface Opener<T> {
        T open(int port) throws IOException;
    }

    /**
     * @param what is to listen, for the log
     * @param key of the setting that asks for a port
     * @param wanted the port that was asked for; absent: nobody did
     * @param otherwise the default port
     * @param number tells the port that an opened thing really has
     * @throws PortBusy where the port that was asked for is taken
     */
    static <T> T open(
            String what, String key, @Nullable Integer wanted, int otherwise, Opener<T> opener, ToIntFunction<T> number)
            throws IOException {
        int port = wanted == null ? otherwise : wanted;
        try {
            return opener.open(port);
        } catch (BindException busy) {
            if (wanted != null) {
                throw new PortBusy(what, key, port, busy);
            }
            T opened = opener.open(0);
            log.info("Port {} is busy, so {} listens on {}.", port, what, number.applyAsInt(opened));
            return opened;
        }
    }
}

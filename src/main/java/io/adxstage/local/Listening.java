package io.adxstage.local;

import java.io.IOException;
import java.net.BindException;
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

    static <T> T open(String what, String key, @Nullable Integer wanted, int otherwise, Opener<T> opener)
            throws IOException {
        int port = wanted == null ? otherwise : wanted;
        try {
            return opener.open(port);
        } catch (BindException busy) {
            if (wanted != null) {
                throw new PortBusy(what, key, port, busy);
            }
            log.info("Port {} is busy, so {} takes a free one.", port, what);
            return opener.open(0);
        }
    }
}

package io.adxstage.stage;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Hides literal secrets on the way out, and puts the stored ones back on the way in. */
public final class Masks {

    private Masks() {}

    /** A copy in which every literal secret is {@link Secret#MASK}; references stay. Works on any draft, valid or not. */
    public static ObjectNode mask(ObjectNode document) {
        throw new UnsupportedOperationException(document.toString());
    }

    /**
     * A copy in which every mask is the secret that is stored in the same place, where one is and the draft still has
     * the same destination (input: broker; cluster: clusterUrl, tenantId, clientId). Other masks are left for the
     * reader to complain about.
     */
    public static ObjectNode unmask(ObjectNode draft, @Nullable ObjectNode stored) {
        throw new UnsupportedOperationException(draft + " " + stored);
    }
}

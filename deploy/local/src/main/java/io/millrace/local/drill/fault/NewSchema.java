// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import java.nio.ByteBuffer;

/** The registry is gone, and a producer uses a schema that nobody has asked it for: each partition waits for the answer. */
public final class NewSchema implements Fault {
    private static final int SCHEMA = 1_900_000_000;

    @Override
    public Undo in(Scene scene) {
        scene.deployment().stack().registry().kill();
        use(SCHEMA, scene.deployment().config());
        return Undo.NOTHING;
    }

    /** Sends events of a schema that no other event of a drill has: in the registry's wire format, a zero and the id. */
    static void use(int schema, MillraceConfig config) {
        byte[] event = ByteBuffer.allocate(Integer.BYTES + 2)
                .put((byte) 0)
                .putInt(schema)
                .put((byte) 0)
                .array();
        try (RawEvents events = new RawEvents(config)) {
            events.send(config.pipeline("clicks"), event);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import java.nio.ByteBuffer;

/** The registry is gone, and a producer uses a schema that nobody has asked it for: each partition waits for the answer. */
public final class NewSchema implements Fault {
    /** In the registry's wire format: a zero, and the id. One that no other event of a drill has. */
    private static final byte[] EVENT = ByteBuffer.allocate(Integer.BYTES + 2)
            .put((byte) 0)
            .putInt(1_900_000_000)
            .put((byte) 0)
            .array();

    @Override
    public Undo in(Scene scene) {
        MillraceConfig config = scene.deployment().config();
        scene.deployment().stack().registry().kill();
        try (RawEvents events = new RawEvents(config)) {
            events.send(config.pipeline("clicks"), EVENT);
        }
        return Undo.NOTHING;
    }
}

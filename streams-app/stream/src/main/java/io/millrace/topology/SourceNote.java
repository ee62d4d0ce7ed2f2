// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.SourceChangedException;
import io.millrace.drain.CommitNotes;
import org.apache.kafka.common.Uuid;

/**
 * With the offsets of a task that has no batches of its own goes the id of the topic that they are of. Where it has, the state of the
 * batches says so.
 */
final class SourceNote {
    private static final String HIGH = "millrace.source.high";
    private static final String LOW = "millrace.source.low";

    private SourceNote() {}

    /** Throws {@link SourceChangedException} when the offsets are of an earlier topic of that name. */
    static void require(String topic, Uuid id, CommitNotes notes) {
        Long high = notes.get(HIGH);
        Long low = notes.get(LOW);
        if (id.equals(Uuid.ZERO_UUID)) {
            return;
        }
        if (high != null && low != null && !new Uuid(high, low).equals(id)) {
            throw SourceChangedException.recreated(topic);
        }
        notes.put(HIGH, id.getMostSignificantBits());
        notes.put(LOW, id.getLeastSignificantBits());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import io.millrace.config.PipelineConfig;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import org.apache.commons.codec.digest.MurmurHash3;

/** What an event is told from others by: hashes of 128 bits of the fields and headers of {@code dedup.by}. Reused; not thread-safe. */
public final class EventIds {
    private final FieldValues values;
    private final int[] parts;
    private final AvroBuffer id = new AvroBuffer(64);
    private long high;
    private long low;

    /** {@code values} are those of all subjects of the pipeline. */
    public EventIds(PipelineConfig pipeline, FieldValues values) {
        this.values = values;
        parts = pipeline.dedup().by().stream()
                .mapToInt(pipeline.subjects()::indexOf)
                .toArray();
    }

    /** Reads the id of the event that the values are of. False when it has none, for want of a field or header that makes it up. */
    public boolean read() {
        id.clear();
        for (int part : parts) {
            FieldKind kind = values.kind(part);
            if (kind == FieldKind.ABSENT || kind == FieldKind.OTHER) {
                return false;
            }
            values.copy(part, id);
        }
        long[] hash = MurmurHash3.hash128x64(id.bytes(), 0, id.size(), 0);
        // No id is zero.
        high = hash[0] == 0 ? 1 : hash[0];
        low = hash[1];
        return true;
    }

    /** The first half of the id; never 0. */
    public long high() {
        return high;
    }

    public long low() {
        return low;
    }
}

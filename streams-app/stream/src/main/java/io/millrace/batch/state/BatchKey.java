// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;

/**
 * What events must share to lie in one batch, within a partition. The end of the window is in it, because the length may
 * be set anew while a batch is open.
 *
 * @param windowStart epoch milliseconds
 * @param windowEnd epoch milliseconds, not in the window
 * @param schemaId −1 for JSON
 * @param group null when the pipeline groups nothing, and for events of no group
 * @param topic the sink topic that a rule names; null for the pipeline's own
 */
public record BatchKey(long windowStart, long windowEnd, int schemaId, Bytes group, String topic) {
    public boolean is(long start, long end, int schema, Bytes ofGroup, String ofTopic) {
        return windowStart == start
                && windowEnd == end
                && schemaId == schema
                && Objects.equals(group, ofGroup)
                && Objects.equals(topic, ofTopic);
    }

    /** Called for every event of a group, so it is not the one that a record comes with, which is three times as slow. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BatchKey key && key.is(windowStart, windowEnd, schemaId, group, topic);
    }

    @Override
    public int hashCode() {
        int hash = 31 * (31 * Long.hashCode(windowStart) + schemaId) + Objects.hashCode(group);
        return topic == null ? hash : 31 * hash + topic.hashCode();
    }

    /** How many bytes group and topic take. */
    public int nameBytes() {
        return (group == null ? 0 : group.get().length) + (topic == null ? 0 : topic.length());
    }

    void writeTo(AvroBuffer out) {
        out.writeLong(windowStart);
        out.writeLong(windowEnd);
        out.writeLong(schemaId);
        out.writeNullable(group == null ? null : group.get());
        out.writeNullable(topic == null ? null : topic.getBytes(StandardCharsets.UTF_8));
    }

    static BatchKey read(AvroCursor in) throws MalformedAvroException {
        return new BatchKey(
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readIndex(2) == 0 ? null : Bytes.wrap(in.readCopy(in.readLength())),
                in.readIndex(2) == 0 ? null : new String(in.readCopy(in.readLength()), StandardCharsets.UTF_8));
    }
}

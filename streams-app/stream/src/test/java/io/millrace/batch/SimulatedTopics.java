// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;

/** What has arrived on the sink topics and on the dead-letter topic. */
final class SimulatedTopics {
    static final String DEAD = "dead";

    final List<EventBatch> batches = new ArrayList<>();

    /** Which sink each batch was forwarded to. */
    final Map<EventBatch, String> nodes = new IdentityHashMap<>();

    /** The offsets of the dead letters. */
    final List<Long> parked = new ArrayList<>();

    void add(CapturedForward<?, ?> sent) {
        String node = sent.childName().orElseThrow();
        if (node.equals(DEAD)) {
            parked.add(
                    Long.parseLong(String.valueOf(DeadLetter.text(sent.record().headers(), DeadLetter.OFFSET))));
            return;
        }
        try {
            EventBatch batch = EventBatch.read((byte[]) sent.record().value());
            batches.add(batch);
            nodes.put(batch, node);
        } catch (MalformedAvroException e) {
            throw new AssertionError(e);
        }
    }
}

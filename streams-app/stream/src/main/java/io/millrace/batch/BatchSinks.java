// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import java.util.Map;

/**
 * Where batches go.
 *
 * @param own the pipeline's own sink topic
 * @param ofRules those that rules name, by topic
 */
public record BatchSinks(BatchSink own, Map<String, BatchSink> ofRules) {
    public BatchSinks {
        ofRules = Map.copyOf(ofRules);
    }

    /** Where batches for that topic go; the own one for null, and for a topic that rules named when the batch was opened, and no more. */
    BatchSink of(String topic) {
        return topic == null ? own : ofRules.getOrDefault(topic, own);
    }
}

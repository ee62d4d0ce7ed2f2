// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.HashMap;
import java.util.Map;

/**
 * The batches that sinks gave up on. One that went to its sink once more is given up no longer, until its next dead letter comes: the sink owes
 * it again.
 */
final class ParkedBatches {
    /** By batch and sink, the greatest number of attempts after which it was a dead letter, and after which it was redriven. */
    private final Map<String, Map<String, Integer>> parked = new HashMap<>();

    private final Map<String, Map<String, Integer>> redriven = new HashMap<>();

    void parked(String batchId, String sink, int attempts) {
        note(parked, batchId, sink, attempts);
    }

    void redriven(String batchId, String sink, int attempts) {
        note(redriven, batchId, sink, attempts);
    }

    private static void note(Map<String, Map<String, Integer>> where, String batchId, String sink, int attempts) {
        where.computeIfAbsent(batchId, fresh -> new HashMap<>(1)).merge(sink, attempts, Math::max);
    }

    /** Whether any sink has given up on the batch. */
    boolean contains(String batchId) {
        Map<String, Integer> sent = redriven.getOrDefault(batchId, Map.of());
        return parked.getOrDefault(batchId, Map.of()).entrySet().stream()
                .anyMatch(sink -> sink.getValue() > sent.getOrDefault(sink.getKey(), 0));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import java.util.Map;

/**
 * What became of the selected dead letters, or would become of them.
 *
 * @param executed whether anything was sent, or only would be
 * @param sent by where to: {@code topic}, or {@code topic, to sink S}
 * @param alreadyRedriven sent by an earlier run, or of an event that another dead letter has brought back
 * @param parked that have failed as often as anything may
 * @param nowhere that cannot go back, by why
 * @param refused that the target topic does not take, by target and kind of reason, with what was said of the first
 * @param stoppedAt why an idle redrive has stopped before the end; null when it has not
 */
public record RedriveReport(
        String pipeline,
        boolean executed,
        Map<String, Long> sent,
        long alreadyRedriven,
        long parked,
        Map<String, Long> nowhere,
        Map<String, Long> refused,
        String stoppedAt) {
    public RedriveReport {
        sent = Map.copyOf(sent);
        nowhere = Map.copyOf(nowhere);
        refused = Map.copyOf(refused);
    }

    /** How many were sent, or would be. */
    public long total() {
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether any was left because it cannot go back. */
    public boolean leftAny() {
        return !nowhere.isEmpty() || !refused.isEmpty();
    }
}

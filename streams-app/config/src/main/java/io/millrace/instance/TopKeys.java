// SPDX-License-Identifier: Apache-2.0
package io.millrace.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The keys of one window of a rollup that come first by a measure, as {@code /rollups/<pipeline>/<rollup>/top} answers.
 *
 * @param measure they are sorted by, descending
 * @param windowStart in epoch milliseconds; null when no window was found
 * @param windowEnd exclusive, in epoch milliseconds; null when no window was found
 * @param isFinal whether all partitions that answered have closed the window
 * @param keys at most as many as were asked for
 * @param partitions that answered
 * @param missingPartitions whose keys are not in the answer
 * @param missing the {@code host:port} of instances that did not answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TopKeys(
        String pipeline,
        String rollup,
        String measure,
        Long windowStart,
        Long windowEnd,
        @JsonProperty("final") boolean isFinal,
        List<Row> keys,
        List<Integer> partitions,
        List<Integer> missingPartitions,
        List<String> missing) {
    public TopKeys {
        keys = keys == null ? List.of() : List.copyOf(keys);
        partitions = partitions == null ? List.of() : List.copyOf(partitions);
        missingPartitions = missingPartitions == null ? List.of() : List.copyOf(missingPartitions);
        missing = missing == null ? List.of() : List.copyOf(missing);
    }

    /** Whether all partitions have answered. */
    @JsonIgnore
    public boolean isComplete() {
        return missing.isEmpty() && missingPartitions.isEmpty();
    }

    /**
     * What one key has so far.
     *
     * @param key by field or header, in the order of the rollup's {@code by}; null where an event has none
     * @param count of events
     * @param bytes of their payloads
     * @param measures by their text, as in the configuration
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Row(Map<String, String> key, long count, long bytes, Map<String, Value> measures) {}

    /**
     * What a measure has come to.
     *
     * @param value a whole number or a double; null when there was no value
     * @param values events that had a usable value
     * @param exact false for an estimate, and for a sum that is rounded
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Value(Number value, long values, boolean exact) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.instance.TopKeys;
import io.millrace.instance.TopKeys.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One answer of those of all instances. */
final class MergedTop {
    private final String pipeline;
    private final int partitions;

    /** {@code partitions} of the whole application. */
    MergedTop(String pipeline, int partitions) {
        this.pipeline = pipeline;
        this.partitions = partitions;
    }

    /**
     * All {@code answers} must be about one window, which is null when none is known. A key that came twice, since its partition was just moving, is
     * taken once: the one with more events.
     *
     * @param missing who did not answer
     */
    TopKeys of(TopQuery query, Long start, Collection<TopKeys> answers, Collection<String> missing) {
        Map<Map<String, String>, Row> rows = new HashMap<>();
        TreeSet<Integer> answered = new TreeSet<>();
        for (TopKeys answer : answers) {
            answered.addAll(answer.partitions());
            answer.keys().forEach(row -> rows.merge(row.key(), row, (a, b) -> a.count() >= b.count() ? a : b));
        }
        List<Integer> absent = IntStream.range(0, partitions)
                .filter(partition -> !answered.contains(partition))
                .boxed()
                .toList();
        return new TopKeys(
                pipeline,
                query.rollup().name(),
                query.ranking().measure(),
                start,
                start == null ? null : (Long) (start + query.rollup().windowMs()),
                start != null && absent.isEmpty() && answers.stream().allMatch(TopKeys::isFinal),
                rows.values().stream()
                        .sorted(query.ranking().rows())
                        .limit(query.n())
                        .toList(),
                List.copyOf(answered),
                absent,
                List.copyOf(new TreeSet<>(missing)));
    }
}

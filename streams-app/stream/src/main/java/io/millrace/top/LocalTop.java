// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.instance.TopKeys;
import java.util.List;
import java.util.OptionalLong;

/** The answer of the partitions of one instance. */
final class LocalTop {
    private final String pipeline;

    LocalTop(String pipeline) {
        this.pipeline = pipeline;
    }

    TopKeys of(List<PartitionWindows> partitions, TopQuery query) {
        OptionalLong latest = query.isLatest() || query.isPrevious()
                ? partitions.stream()
                        .map(PartitionWindows::latest)
                        .flatMapToLong(OptionalLong::stream)
                        .max()
                : OptionalLong.of(query.start());
        if (latest.isEmpty()) {
            return answer(partitions, query, null, List.of());
        }
        long start = query.startOf(latest.getAsLong());
        BestKeys best = new BestKeys(pipeline, query, start);
        partitions.forEach(partition -> partition.visit(start, best::add));
        return answer(partitions, query, start, best.rows());
    }

    private TopKeys answer(List<PartitionWindows> partitions, TopQuery query, Long start, List<TopKeys.Row> rows) {
        Long end = start == null ? null : (Long) (start + query.rollup().windowMs());
        return new TopKeys(
                pipeline,
                query.rollup().name(),
                query.ranking().measure(),
                start,
                end,
                end != null && partitions.stream().allMatch(partition -> partition.isClosed(end)),
                rows,
                partitions.stream().map(PartitionWindows::partition).toList(),
                List.of(),
                List.of());
    }
}

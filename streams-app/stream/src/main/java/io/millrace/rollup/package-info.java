// SPDX-License-Identifier: Apache-2.0
/**
 * Windowed aggregates over the events of all partitions. Before it: {@code dedup}; after it: {@code route} for the event, and the topic {@code
 * <p>.rollups} for results.
 *
 * <p>An event costs a look-up on the heap: {@link RollupStage} adds it to a {@link Partial} of its key and slice of time, and partials leave
 * before each commit, over the repartition topic, to whoever has the key. There Kafka Streams' windowed aggregation merges them
 * ({@link RollupAggregator}) and emits one result for each window that closes ({@link RollupResults}).
 *
 * <p>Time: whether an event is late is decided where it is at hand, by the watermark of its source partition, which is committed
 * with its offsets. After its partials each partition sends its watermark to all partitions of the repartition topic, as a {@link
 * ShuffleRecords mark}. A {@link RollupGuard} before the aggregation closes windows by the least of them: whatever a partition still has is then
 * in time. Kafka Streams' aggregation, which takes the greatest timestamp for the time, is told to wait longer than partitions may be apart, and
 * told the time by records that are in no window.
 */
package io.millrace.rollup;

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The books of one pipeline: {@code events in = events in batches + routed + dropped + duplicates + dead letters}. Told everything that is on the topics,
 * each record once and in any order between topics; keeps a few bits per event and one entry per batch.
 */
public final class Conservation {
    private final String sourceTopic;
    private final Map<Integer, PartitionAccount> partitions = new TreeMap<>();
    private final Map<String, SeenBatch> batches = new HashMap<>();
    private final ParkedBatches parked = new ParkedBatches();
    private final Map<TopicPartition, OffsetSet> unreadable = new HashMap<>();
    private final Map<TopicPartition, OffsetSet> parkedRecords = new HashMap<>();
    private final Map<Integer, OffsetSet> refusedEvents = new HashMap<>();
    private final Map<TopicPartition, OffsetRange> hiddenOutputs = new HashMap<>();
    private long repeatedBatches;
    private long foreign;
    private boolean othersRemoved;
    private boolean ofGroups;
    private boolean compacted;

    public Conservation(String sourceTopic) {
        this.sourceTopic = sourceTopic;
    }

    private PartitionAccount partition(int number) {
        return partitions.computeIfAbsent(number, fresh -> new PartitionAccount());
    }

    /** {@code content} is that of {@link EventContent}, here and below. */
    public void produced(int partition, long offset, long content) {
        partition(partition).produced(offset, content);
    }

    /** The source's first offset, the one after what read_committed consumers see, and the one after everything there is. */
    public void source(int partition, long first, long afterLast, long afterUncommitted) {
        partition(partition).source(first, afterLast, afterUncommitted);
    }

    /** The first offset that the sink topic still has in the partition of these batches. */
    public void sinkBegins(int partition, long offset) {
        if (partitions.containsKey(partition) || offset > 0) {
            partition(partition).sinkBegins(offset);
        }
    }

    /** The same of a partition whose batches hold events of any partition of the source. */
    public void sinkOfGroupsBegins(long offset) {
        ofGroups = true;
        if (offset > 0) {
            partitions.values().forEach(account -> account.sinkBegins(offset));
        }
    }

    /** The first offset that a partition of a topic still has that tells of events in no batch. */
    public void othersBegin(long offset) {
        othersRemoved |= offset > 0;
    }

    /** Records of the sink or dead-letter topic that read_committed consumers do not see yet; null when there are none. */
    public void hiddenOutputs(TopicPartition at, OffsetRange offsets) {
        if (offsets == null) {
            hiddenOutputs.remove(at);
        } else {
            hiddenOutputs.put(at, offsets);
        }
    }

    /** Whether it matters how the source topic is cleaned up. */
    public boolean asksForCompaction() {
        return partitions.values().stream().anyMatch(PartitionAccount::hasLostAny);
    }

    public void sourceIsCompacted(boolean is) {
        compacted = is;
    }

    /** Whether the sink topic may have held batches of the partition that it no longer holds. */
    public boolean hasRemovedBatches(int partition) {
        PartitionAccount account = partitions.get(partition);
        return account != null && account.sinkRemoved();
    }

    /** The same for any partition. */
    public boolean hasRemovedBatches() {
        return partitions.values().stream().anyMatch(PartitionAccount::sinkRemoved);
    }

    public String sourceTopic() {
        return sourceTopic;
    }

    /** A batch with its events; {@code place} is null when it is a dead letter of a sink. */
    public void batch(BatchHeader header, BatchedEvents events, SeenBatch.Place place) {
        SeenBatch batch = new SeenBatch(header, events.checksum());
        SeenBatch before = batches.putIfAbsent(batch.id, batch);
        if (before != null && before.isSame(batch)) {
            if (place != null && before.places.isEmpty()) {
                before.places.add(place);
            } else if (place != null) {
                repeatedBatches++;
            }
            return;
        }
        if (place != null) {
            batches.get(batch.id).places.add(place);
        }
        for (int i = 0; i < events.count(); i++) {
            partition(events.partition(i)).batched(events.offset(i), events.content(i));
        }
    }

    public void deadLetter(int partition, long offset, long content, boolean late) {
        PartitionAccount account = partition(partition);
        account.deadLettered(offset, content);
        if (late) {
            account.late.add(offset);
        }
    }

    /** A rule sent the event to a topic of its own. */
    public void routed(int partition, long offset, long content) {
        partition(partition).routed(offset, content);
    }

    /** A rule dropped the event. */
    public void dropped(int partition, long offset, long content) {
        partition(partition).dropped(offset, content);
    }

    /** The event repeated another one, and was dropped. */
    public void duplicate(int partition, long offset, long content) {
        partition(partition).duplicate(offset, content);
    }

    /** A sink gave up on the batch, at the attempt of that number. */
    public void parked(String batchId, String sink, int attempts) {
        parked.parked(batchId, sink, attempts);
    }

    /** The batch went to the sink once more, after that many attempts. */
    public void redriven(String batchId, String sink, int attempts) {
        parked.redriven(batchId, sink, attempts);
    }

    /** A sink refused a single event; the batch that holds it counts as delivered. */
    public void sinkDeadLetter(int partition, long offset) {
        refusedEvents.computeIfAbsent(partition, fresh -> new OffsetSet()).add(offset);
    }

    /** A sink gave up on a record of the sink topic, whatever is in it. */
    public void parkedRecord(TopicPartition at, long offset) {
        parkedRecords.computeIfAbsent(at, fresh -> new OffsetSet()).add(offset);
    }

    /** A record that belongs to another pipeline. */
    public void foreign() {
        foreign++;
    }

    /** A record that cannot be read as a batch or a dead letter. */
    public void unreadable(TopicPartition at, long offset) {
        unreadable.computeIfAbsent(at, fresh -> new OffsetSet()).add(offset);
    }

    /** The batch of that id, or null when it is not on the topic. */
    public SeenBatch find(String batchId) {
        return batches.get(batchId);
    }

    public Collection<SeenBatch> batches() {
        return batches.values();
    }

    public boolean isParked(SeenBatch batch) {
        return parked.contains(batch.id);
    }

    /**
     * The current state of the account.
     *
     * @param delivery null when there is no bucket to check
     * @param removed what objects say about batches that are no longer on the topic
     */
    public Balance balance(DeliveryBalance delivery, Collection<RemovedBatch> removed, boolean fromFirst) {
        return new Balance(
                sum(account -> account.produced.size()),
                sum(PartitionAccount::batched),
                sum(account -> account.deadLettered.size()),
                sum(account -> account.late.size()),
                sum(account -> account.routed.size()),
                sum(account -> account.dropped.size()),
                sum(account -> account.duplicates.size()),
                batches.size(),
                repeatedBatches,
                foreign,
                sinkDeadLettered(),
                standings(
                        new History(compacted, othersRemoved, delivery != null && !ofGroups, fromFirst),
                        // Their offsets are of the repartition topic, and nothing in their metadata is of the source.
                        ofGroups ? List.of() : removed),
                delivery);
    }

    private long sum(ToLongFunction<PartitionAccount> what) {
        return partitions.values().stream().mapToLong(what).sum();
    }

    private Map<Standing, List<Gap>> standings(History history, Collection<RemovedBatch> removed) {
        Map<Standing, List<Gap>> all = new EnumMap<>(Standing.class);
        Map<Integer, List<RemovedBatch>> objects =
                removed.stream().collect(Collectors.groupingBy(RemovedBatch::partition));
        objects.keySet().forEach(this::partition);
        partitions.forEach((number, account) -> new Reckoning(account, history, objects.getOrDefault(number, List.of()))
                .reckon()
                .forEach((standing, figures) ->
                        add(all, standing, Gap.of(sourceTopic, number, figures.events, figures.ranges))));
        unreadable.forEach((at, offsets) -> {
            OffsetSet parkedThere = parkedRecords.getOrDefault(at, new OffsetSet());
            OffsetSet left = offsets.minus(parkedThere);
            if (!left.isEmpty()) {
                add(all, Standing.UNREADABLE, Gap.of(at.topic(), at.partition(), left.size(), left.ranges()));
            }
        });
        hiddenOutputs.forEach((at, range) -> add(
                all,
                Standing.BEHIND_OPEN_TRANSACTION,
                Gap.of(at.topic(), at.partition(), range.size(), List.of(range))));
        return all;
    }

    private static void add(Map<Standing, List<Gap>> to, Standing standing, Gap gap) {
        to.computeIfAbsent(standing, fresh -> new ArrayList<>()).add(gap);
    }

    private long sinkDeadLettered() {
        long events = refusedEvents.values().stream().mapToLong(OffsetSet::size).sum();
        return events
                + batches.values().stream()
                        .filter(batch -> batch.object == null && isParked(batch))
                        .mapToLong(batch -> batch.events)
                        .sum();
    }
}

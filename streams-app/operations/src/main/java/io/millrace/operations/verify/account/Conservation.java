// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.operations.verify.account.SinkDeadLetters.Fate;
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
    /** The kind of sink that delivers a batch as one object. */
    public static final String OBJECTS = "s3";

    private final String sourceTopic;
    private final Map<Integer, PartitionAccount> partitions = new TreeMap<>();
    private final Map<String, SeenBatch> batches = new HashMap<>();
    private final SinkDeadLetters sinkDeadLetters = new SinkDeadLetters();
    private final Map<String, HeldEvents> held = new TreeMap<>();
    private final Map<TopicPartition, OffsetSet> unreadable = new HashMap<>();
    private final Map<TopicPartition, OffsetSet> parkedRecords = new HashMap<>();
    private final Map<TopicPartition, OffsetRange> hiddenOutputs = new HashMap<>();
    /** Null when everything is judged. */
    private Map<TopicPartition, Long> horizon;

    private long repeatedBatches;
    private long foreign;
    private boolean othersRemoved;
    private boolean ofGroups;
    private boolean compacted;

    public Conservation(String sourceTopic) {
        this.sourceTopic = sourceTopic;
    }

    /**
     * From now on only what the topics hold before these offsets is expected to have got to its place; later events may still be on
     * their way. To be said before anything else.
     */
    public void expectOnly(Map<TopicPartition, Long> before) {
        if (!partitions.isEmpty()) {
            throw new IllegalStateException("something is in the books already");
        }
        horizon = Map.copyOf(before);
    }

    private long horizon(TopicPartition at) {
        return horizon == null ? Long.MAX_VALUE : horizon.getOrDefault(at, 0L);
    }

    private long horizon(int partition) {
        return horizon(new TopicPartition(sourceTopic, partition));
    }

    private PartitionAccount partition(int number) {
        return partitions.computeIfAbsent(number, fresh -> new PartitionAccount(horizon(fresh)));
    }

    /** {@code content} is that of {@link EventContent}, here and below. */
    public void produced(int partition, long offset, long content) {
        partition(partition).produced(offset, content);
    }

    /** The source's first offset, the one after what read_committed consumers see, and the one after everything there is. */
    public void source(int partition, long first, long afterLast, long afterUncommitted) {
        partition(partition).source(first, afterLast, afterUncommitted);
    }

    /** The first offset that a sink topic still has in the partition of these batches; once for each of the pipeline's. */
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
        OffsetRange due = offsets == null ? null : offsets.below(horizon(at));
        if (due == null) {
            hiddenOutputs.remove(at);
        } else {
            hiddenOutputs.put(at, due);
        }
    }

    /** Whether it matters how the source topic is cleaned up. */
    public boolean asksForCompaction() {
        return partitions.values().stream().anyMatch(PartitionAccount::hasLostAny);
    }

    public void sourceIsCompacted(boolean is) {
        compacted = is;
    }

    /** Whether a sink topic may have held batches of the partition that it no longer holds. */
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
            batches.get(batch.id).isDue |= events.offset(i) < horizon(events.partition(i));
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

    /** A sink gave up on the batch. */
    public void parked(SinkName sink, String batchId, BatchedEvents events, SinkLetter letter) {
        sinkDeadLetters.batch(sink, batchId, events, letter);
    }

    /** A sink refused a single event; the batch that holds it counts as delivered. */
    public void refused(SinkName sink, int partition, long offset, SinkLetter letter) {
        sinkDeadLetters.event(sink, partition, offset, letter);
    }

    /** The same of events that had been sent back to the sink without their batch. */
    public void refused(SinkName sink, BatchedEvents events, SinkLetter letter) {
        for (int i = 0; i < events.count(); i++) {
            sinkDeadLetters.event(sink, events.partition(i), events.offset(i), letter);
        }
    }

    /** The ledger of redrives says that the dead letter there was sent back. */
    public void sentBack(int partition, long offset) {
        sinkDeadLetters.sentBack(partition, offset);
    }

    /** A batch went to the sink of that name once more, after that many attempts; {@code alone} is one without its neighbours. */
    public void redriven(String sink, String batchId, boolean alone, BatchedEvents events, int attempts) {
        if (alone) {
            sinkDeadLetters.redriven(sink, events, attempts);
        } else {
            sinkDeadLetters.redriven(sink, batchId, attempts);
        }
    }

    /** What the system behind a sink of that kind holds now. */
    public void held(String sink, HeldEvents events) {
        held.put(sink, events);
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

    /** The batch of that id, or null when it is on no topic. */
    public SeenBatch find(String batchId) {
        return batches.get(batchId);
    }

    public Collection<SeenBatch> batches() {
        return batches.values();
    }

    /** Whether a sink of that kind gave up on it, and has not been sent it again since. */
    public boolean isParked(SeenBatch batch, String type) {
        return sinkDeadLetters.hasBatch(type, batch.id);
    }

    /**
     * The current state of the account.
     *
     * @param delivery null when there is no bucket to check
     * @param removed what objects say about batches that are no longer on the topic
     */
    public Balance balance(DeliveryBalance delivery, Collection<RemovedBatch> removed, boolean fromFirst) {
        // Of batches of groups, the offsets are of the repartition topic, and nothing in the metadata is of the source.
        Map<Integer, List<RemovedBatch>> gone = ofGroups
                ? Map.of()
                : removed.stream()
                        .filter(batch -> batch.offsets().first() < horizon(batch.partition()))
                        .collect(Collectors.groupingBy(RemovedBatch::partition));
        return new Balance(
                sum(account -> account.produced.size()),
                sum(account -> account.batched().size()),
                sum(account -> account.deadLettered.size()),
                sum(account -> account.late.size()),
                sum(account -> account.routed.size()),
                sum(account -> account.dropped.size()),
                sum(account -> account.duplicates.size()),
                batches.size(),
                repeatedBatches,
                foreign,
                deadLettered(Fate.PARKED),
                deadLettered(Fate.UNTRACED),
                standings(new History(compacted, othersRemoved, delivery != null && !ofGroups, fromFirst), gone),
                delivery,
                eventDeliveries(gone));
    }

    private long sum(ToLongFunction<PartitionAccount> what) {
        return partitions.values().stream().mapToLong(what).sum();
    }

    private Map<Standing, List<Gap>> standings(History history, Map<Integer, List<RemovedBatch>> objects) {
        Map<Standing, List<Gap>> all = new EnumMap<>(Standing.class);
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

    private Map<String, EventDelivery> eventDeliveries(Map<Integer, List<RemovedBatch>> removed) {
        Map<String, EventDelivery> all = new TreeMap<>();
        held.forEach((sink, events) -> all.put(sink, delivery(sink, events, removed)));
        return all;
    }

    private EventDelivery delivery(String sink, HeldEvents events, Map<Integer, List<RemovedBatch>> removed) {
        events.offsets().keySet().forEach(this::partition);
        Map<Integer, OffsetSet> refused = refused(sink, Fate.PARKED);
        long delivered = 0;
        List<Gap> missing = new ArrayList<>();
        List<Gap> doubtful = new ArrayList<>();
        List<Gap> strays = new ArrayList<>();
        for (Map.Entry<Integer, PartitionAccount> entry : partitions.entrySet()) {
            int number = entry.getKey();
            PartitionAccount account = entry.getValue();
            RemovedBatches gone =
                    new RemovedBatches(removed.getOrDefault(number, List.of()), account.told(), account.end());
            OffsetSet owed = account.batched().plus(gone.exact());
            OffsetSet holds = events.of(number);
            OffsetSet answered = holds.plus(refused.getOrDefault(number, new OffsetSet()));
            delivered += owed.and(holds).size();
            add(missing, number, account.due(owed).minus(answered));
            for (RemovedBatches.Span span : gone.spans()) {
                long open = span.events() - answered.sizeIn(span.range());
                if (open > 0) {
                    doubtful.add(Gap.of(sourceTopic, number, open, List.of(span.range())));
                }
            }
            if (!account.sinkRemoved()) {
                add(strays, number, account.due(holds).minus(owed));
            }
        }
        return new EventDelivery(delivered, missing, doubtful, strays, events.repeated(), events.foreign());
    }

    private void add(List<Gap> to, int partition, OffsetSet offsets) {
        if (!offsets.isEmpty()) {
            to.add(Gap.of(sourceTopic, partition, offsets.size(), offsets.ranges()));
        }
    }

    /** By partition, the events of that fate that sinks of that kind gave up on and that are in no object. */
    private Map<Integer, OffsetSet> refused(String type, Fate fate) {
        return sinkDeadLetters.events(type, fate, id -> {
            SeenBatch batch = batches.get(id);
            return type.equals(OBJECTS) && batch != null && batch.object != null;
        });
    }

    /** Events of dead letters of that fate that the system behind their sink does not hold, as far as it was looked into. */
    private long deadLettered(Fate fate) {
        long count = 0;
        for (String type : sinkDeadLetters.types()) {
            HeldEvents holds = held.getOrDefault(type, new HeldEvents());
            for (Map.Entry<Integer, OffsetSet> of : refused(type, fate).entrySet()) {
                count += of.getValue().minus(holds.of(of.getKey())).size();
            }
        }
        return count;
    }
}

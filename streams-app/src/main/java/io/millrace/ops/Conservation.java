package io.millrace.ops;

import io.millrace.schemas.BatchHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The books of one pipeline: {@code events in = events in batches + dead letters}. Told everything that is on the three
 * topics, each record once and in any order between topics; keeps a few bits an event and one entry a batch.
 */
final class Conservation {
    private final Map<Integer, PartitionAccount> partitions = new TreeMap<>();
    private final Map<String, SeenBatch> batches = new HashMap<>();
    private final Set<String> parked = new HashSet<>();
    private long repeatedBatches;
    private long foreign;

    private PartitionAccount partition(int number) {
        return partitions.computeIfAbsent(number, fresh -> new PartitionAccount());
    }

    void produced(int partition, long offset) {
        partition(partition).produced.add(offset);
    }

    /** The first offset the source holds now. */
    void sourceBegins(int partition, long offset) {
        partition(partition).beginning = offset;
    }

    /** {@code offsets} are those of the batch's events. */
    void batch(BatchHeader header, long[] offsets) {
        SeenBatch before = batches.get(header.batchId());
        if (before != null && before.isSame(header)) {
            repeatedBatches++;
            return;
        }
        batches.putIfAbsent(header.batchId(), new SeenBatch(header));
        PartitionAccount account = partition(header.sourcePartition());
        for (long offset : offsets) {
            account.batched(offset);
        }
    }

    void deadLetter(int partition, long offset, boolean late) {
        PartitionAccount account = partition(partition);
        account.deadLettered.add(offset);
        if (late) {
            account.late.add(offset);
        }
    }

    /** A sink gave the batch up. */
    void sinkDeadLetter(String batchId) {
        parked.add(batchId);
    }

    /** A record that is not this pipeline's. */
    void foreign() {
        foreign++;
    }

    /** The batch of that id, or null when it is not on the topic. */
    SeenBatch find(String batchId) {
        return batches.get(batchId);
    }

    Collection<SeenBatch> batches() {
        return batches.values();
    }

    boolean isParked(SeenBatch batch) {
        return parked.contains(batch.id);
    }

    /** The account as it stands; {@code delivery} is null when there is no bucket to look into. */
    Balance balance(Delivery delivery) {
        List<Gap> missing = gaps(PartitionAccount::missing);
        List<Gap> twice = gaps(PartitionAccount::twice);
        return new Balance(
                sum(account -> account.produced.size()),
                sum(PartitionAccount::batched),
                sum(account -> account.deadLettered.size()),
                sum(account -> account.late.size()),
                batches.size(),
                repeatedBatches,
                twice.stream().mapToLong(Gap::events).sum(),
                missing.stream().mapToLong(Gap::events).sum(),
                sum(PartitionAccount::unknown),
                sum(PartitionAccount::truncated),
                foreign,
                sinkDeadLettered(),
                delivery,
                missing,
                twice);
    }

    private long sum(ToLongFunction<PartitionAccount> what) {
        return partitions.values().stream().mapToLong(what).sum();
    }

    private List<Gap> gaps(Function<PartitionAccount, OffsetSet> what) {
        List<Gap> gaps = new ArrayList<>();
        partitions.forEach((number, account) -> {
            OffsetSet offsets = what.apply(account);
            if (!offsets.isEmpty()) {
                gaps.add(Gap.of(number, offsets));
            }
        });
        return gaps;
    }

    private long sinkDeadLettered() {
        return batches.values().stream()
                .filter(batch -> batch.object == null && isParked(batch))
                .mapToLong(batch -> batch.events)
                .sum();
    }
}

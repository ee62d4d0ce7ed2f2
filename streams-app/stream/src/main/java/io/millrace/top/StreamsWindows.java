// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.config.stages.Rollup;
import io.millrace.rollup.ClosedWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Those of a running {@link KafkaStreams}, from the stores of its active tasks; what is not committed yet is in them, too. */
public final class StreamsWindows implements RollupWindows {
    private final KafkaStreams streams;
    private final HostInfo self;
    private final UnaryOperator<String> storeNames;
    private final int partitions;
    private final ClosedWindows closed;

    /**
     * @param self its {@code application.server}
     * @param storeNames from the name of a rollup
     * @param partitions of each store
     */
    public StreamsWindows(
            KafkaStreams streams,
            HostInfo self,
            UnaryOperator<String> storeNames,
            int partitions,
            ClosedWindows closed) {
        this.streams = streams;
        this.self = self;
        this.storeNames = storeNames;
        this.partitions = partitions;
        this.closed = closed;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public List<PartitionWindows> local(Rollup rollup) {
        requireRunning();
        List<PartitionWindows> local = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            try {
                local.add(new StoredWindows(rollup.name(), partition, store(rollup, partition), closed));
            } catch (InvalidStateStorePartitionException e) {
                // Another instance has it.
            } catch (InvalidStateStoreException e) {
                throw notReady(e);
            }
        }
        return local;
    }

    /** Kafka Streams looks for the task only when its store is read, so that is tried. */
    private ReadOnlyWindowStore<byte[], ValueAndTimestamp<byte[]>> store(Rollup rollup, int partition) {
        ReadOnlyWindowStore<byte[], ValueAndTimestamp<byte[]>> store =
                streams.store(StoreQueryParameters.fromNameAndType(
                                storeNames.apply(rollup.name()),
                                QueryableStoreTypes.<byte[], byte[]>timestampedWindowStore())
                        .withPartition(partition));
        store.fetchAll(Instant.EPOCH, Instant.EPOCH).close();
        return store;
    }

    @Override
    public Set<String> others(Rollup rollup) {
        requireRunning();
        String store = storeNames.apply(rollup.name());
        Set<String> others = new TreeSet<>();
        try {
            streams.streamsMetadataForStore(store).stream()
                    // Those that only stand by are not asked.
                    .filter(instance -> instance.stateStoreNames().contains(store))
                    .filter(instance -> !instance.hostInfo().equals(self))
                    .forEach(instance -> others.add(address(instance.hostInfo())));
        } catch (IllegalStateException | InvalidStateStoreException e) {
            throw notReady(e);
        }
        return others;
    }

    private static String address(HostInfo host) {
        String name = host.host().contains(":") ? '[' + host.host() + ']' : host.host();
        return name + ':' + host.port();
    }

    private void requireRunning() {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            throw notReady(null);
        }
    }

    private TopRefusedException notReady(RuntimeException cause) {
        return TopRefusedException.notNow(
                "The pipeline is " + streams.state() + " in this instance, or still taking up its state", cause);
    }
}

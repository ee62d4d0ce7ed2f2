// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A topology with its settings.
 *
 * @param processed events processed so far
 */
record Work(Topology topology, Properties settings, KafkaClientSupplier clients, LongSupplier processed) {
    /** The key of the spec that names the topology. */
    static final String KEY = "work";

    static Work of(Spec spec) {
        LongAdder processed = new LongAdder();
        return switch (spec.text(KEY)) {
            case "count" -> byHand(spec, PassThrough.topology(spec, processed, false), processed);
            case "count-tuned" ->
                withKafkasClients(
                        PassThrough.topology(spec, processed, false), MillraceTopology.settings(spec), processed);
            case "copy" -> byHand(spec, PassThrough.topology(spec, processed, true), processed);
            case "list" -> byHand(spec, ListAggregate.topology(spec, processed), processed);
            case "entries" -> byHand(spec, EntryPerEvent.topology(spec, processed), processed);
            case "chunks" -> byHand(spec, ChunkStore.topology(spec, processed), processed);
            case "millrace" -> MillraceTopology.of(spec);
            default -> throw new IllegalArgumentException("No topology is called " + spec.text(KEY));
        };
    }

    KafkaStreams streams() {
        return new KafkaStreams(topology, settings, clients);
    }

    private static Work byHand(Spec spec, Topology topology, LongAdder processed) {
        return withKafkasClients(topology, BaselineSettings.of(spec), processed);
    }

    private static Work withKafkasClients(Topology topology, Properties settings, LongAdder processed) {
        return new Work(topology, settings, new StreamsConfig(settings).getKafkaClientSupplier(), processed::sum);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.awaitility.Awaitility.await;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a sink topic, and perhaps another one and the topic of single events that rules name, as a read_committed consumer does. */
public final class Received implements AutoCloseable {
    /** Longer than an event waits for its batch, and the batch for its commit, in a {@link Cluster#newPipeline}. */
    public static final Duration QUIET = Duration.ofSeconds(3);

    /** Ids of events in the order they came, by batch id; a batch that came twice stands here once. */
    public final Map<String, List<String>> batches = new LinkedHashMap<>();

    /** Batches that came more than once. */
    final List<String> repeated = new ArrayList<>();

    /** Ids of events that a rule sent to a topic of its own, as often as they came. */
    public final List<String> routed = new ArrayList<>();

    /** Ids of events in batches on the sink topic of their own. */
    public final Set<String> apart = new HashSet<>();

    /** Start of the window by event id. */
    public final Map<String, Long> windows = new HashMap<>();

    /** That of each batch that has one. */
    public final Set<String> groups = new HashSet<>();

    /** By event id, of those events that have any. */
    public final Map<String, Headers> headers = new HashMap<>();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topicApart;
    private final String routeTopic;

    public Received(String bootstrapServers, String sinkTopic, int partitions) {
        this(bootstrapServers, sinkTopic, null, null, partitions);
    }

    /**
     * @param topicApart the sink topic for batches of the events that a rule chooses; null for none
     * @param routeTopic that of single events that a rule chooses; null for none
     */
    Received(String bootstrapServers, String sinkTopic, String topicApart, String routeTopic, int partitions) {
        this.topicApart = topicApart;
        this.routeTopic = routeTopic;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(Stream.of(sinkTopic, topicApart, routeTopic)
                .filter(Objects::nonNull)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(number -> new TopicPartition(topic, number)))
                .toList());
    }

    /** Reads what has come since the last call. */
    public Received poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (record.topic().equals(routeTopic)) {
                routed.add(id(new String(record.value(), StandardCharsets.UTF_8)));
                continue;
            }
            String batchId = new String(record.key(), StandardCharsets.UTF_8);
            List<String> ids = ids(record.value());
            if (record.topic().equals(topicApart)) {
                apart.addAll(ids);
            }
            List<String> before = batches.putIfAbsent(batchId, ids);
            if (before != null) {
                repeated.add(batchId);
                if (!before.equals(ids)) {
                    throw new AssertionError("The batch " + batchId + " came twice, with different events");
                }
            }
        }
        return this;
    }

    /** Reads until nothing comes any more: an event that is replayed comes again when its batch is old enough to close. */
    public void settle() {
        await().during(QUIET).until(() -> {
            int before = records();
            return poll().records() == before;
        });
    }

    private int records() {
        return batches.size() + repeated.size() + routed.size();
    }

    /** Every event as often as it lies in different batches, or came on the topic of its route. */
    public List<String> ids() {
        return Stream.concat(batches.values().stream().flatMap(List::stream), routed.stream())
                .toList();
    }

    /** Whether all these events have come. */
    public boolean hasAll(Set<String> ids) {
        return new HashSet<>(ids()).containsAll(ids);
    }

    private static String id(String json) {
        return json.substring(json.indexOf("event-"), json.lastIndexOf('"'));
    }

    private List<String> ids(byte[] value) {
        List<String> ids = new ArrayList<>();
        try {
            EventBatch batch = EventBatch.read(value);
            EventCursor events = batch.events();
            while (events.next()) {
                String json =
                        new String(events.bytes(), events.valueFrom(), events.valueLength(), StandardCharsets.UTF_8);
                String id = id(json);
                requireGroup(batch.header(), json);
                ids.add(id);
                windows.put(id, batch.header().windowStart());
                if (events.headers().iterator().hasNext()) {
                    headers.put(id, events.headers());
                }
            }
            return ids;
        } catch (MalformedAvroException e) {
            throw new AssertionError(e);
        }
    }

    private void requireGroup(BatchHeader header, String json) {
        if (header.groupKey() == null) {
            return;
        }
        String group = new String(header.groupKey().get(), StandardCharsets.UTF_8);
        groups.add(group);
        if (!json.contains("\"group\":" + group + ",")) {
            throw new AssertionError("The batch " + header.batchId() + " holds an event of another group: " + json);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

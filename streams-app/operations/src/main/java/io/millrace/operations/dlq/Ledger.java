// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.dlq.letters.Failure;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.operations.verify.topics.LetterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Which dead letters of one topic were sent back. An entry is written in the transaction that sends the letter; its key is a {@link
 * LetterKey}, so that a topic that is made anew begins with nothing. Of what went to the source topic
 * the value says partition, offset and attempts too, so that a second dead letter of the same failure is known. Entries of letters that are
 * gone are deleted with the next redrive.
 */
final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The most that are deleted at once; the others follow next time. */
    private static final int MOST_STALE = 10_000;

    private final String topic;
    private final Uuid ofTopic;
    private final Map<TopicPartition, Long> beginnings;
    /** By partition. */
    private final Map<Integer, OffsetSet> sent = new HashMap<>();

    private final Map<Origin, OffsetSet> sentToSource = new HashMap<>();

    private final List<byte[]> stale = new ArrayList<>();

    /** Where events were read that failed so often. */
    private record Origin(String topic, int partition, int attempts) {}

    /**
     * @param topic its own
     * @param ofTopic id of the dead-letter topic
     * @param beginnings the first offsets that the dead-letter topic still has
     */
    Ledger(String topic, Uuid ofTopic, Map<TopicPartition, Long> beginnings) {
        this.topic = topic;
        this.ofTopic = ofTopic;
        this.beginnings = Map.copyOf(beginnings);
    }

    /** Takes in an entry; in the order of its partition, so that the last one of a key counts. */
    void read(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            return;
        }
        LetterKey.of(entry.key()).ifPresent(key -> {
            if (key.topicId().equals(ofTopic.toString()) && key.offset() >= beginning(key.partition())) {
                add(key.partition(), key.offset());
                readOrigin(entry.value());
            } else if (stale.size() < MOST_STALE) {
                stale.add(entry.key());
            }
        });
    }

    private void readOrigin(byte[] value) {
        try {
            JsonNode said = JSON.readTree(value);
            if (said.path("offset").isIntegralNumber()) {
                Origin origin = new Origin(
                        said.path("to").asText(),
                        said.path("partition").asInt(),
                        said.path("attempts").asInt());
                sentToSource
                        .computeIfAbsent(origin, fresh -> new OffsetSet())
                        .add(said.path("offset").asLong());
            }
        } catch (IOException e) {
            // Its key says what matters most.
        }
    }

    private long beginning(int partition) {
        return beginnings.entrySet().stream()
                .filter(one -> one.getKey().partition() == partition)
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }

    /** Whether it was sent back, or one that says the same of the same event: under at-least-once there may be two. */
    boolean has(ParkedLetter letter) {
        OffsetSet offsets = sent.get(letter.partition());
        OffsetSet origins = sentToSource.get(origin(letter.failure()));
        return (offsets != null && offsets.has(letter.offset()))
                || (origins != null && origins.has(letter.failure().offset()));
    }

    void add(ParkedLetter letter) {
        add(letter.partition(), letter.offset());
        Origin origin = origin(letter.failure());
        if (origin != null) {
            sentToSource
                    .computeIfAbsent(origin, fresh -> new OffsetSet())
                    .add(letter.failure().offset());
        }
    }

    private void add(int partition, long offset) {
        sent.computeIfAbsent(partition, fresh -> new OffsetSet()).add(offset);
    }

    /** Null for what does not go back to its source. */
    private static Origin origin(Failure failure) {
        return failure.isOfSink() || !failure.isPlaced()
                ? null
                : new Origin(failure.at().topic(), failure.at().partition(), failure.attempts());
    }

    ProducerRecord<byte[], byte[]> entry(ParkedLetter letter, ProducerRecord<byte[], byte[]> sentAs) {
        LetterKey key = new LetterKey(ofTopic.toString(), letter.partition(), letter.offset());
        ObjectNode value = JsonNodeFactory.instance
                .objectNode()
                .put("deadLetterTopic", letter.letter().topic())
                .put("to", sentAs.topic())
                .put("partition", sentAs.partition())
                .put("attempts", letter.failure().attempts());
        if (origin(letter.failure()) != null) {
            value.put("offset", letter.failure().offset());
        }
        return new ProducerRecord<>(topic, key.bytes(), value.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes entries of letters that are gone, once. */
    List<ProducerRecord<byte[], byte[]>> deletions() {
        List<ProducerRecord<byte[], byte[]>> deletions = stale.stream()
                .map(key -> new ProducerRecord<byte[], byte[]>(topic, key, null))
                .toList();
        stale.clear();
        return deletions;
    }
}

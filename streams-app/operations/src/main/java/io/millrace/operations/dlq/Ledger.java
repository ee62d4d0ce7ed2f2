// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.operations.dlq.letters.ParkedLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Which dead letters of one topic were sent back. An entry is written in the transaction that sends the letter; its key is {@code <id of the
 * dead-letter topic>/<partition>/<offset>}, so that a topic that is made anew begins with nothing. Entries of letters that are gone are
 * deleted with the next redrive.
 */
final class Ledger {
    private static final Pattern KEY = Pattern.compile("([^/]+)/([0-9]{1,9})/([0-9]{1,18})");
    private static final int PAGE = 1 << 16;

    /** The most that are deleted at once; the others follow next time. */
    private static final int MOST_STALE = 10_000;

    private final String topic;
    private final Uuid ofTopic;
    private final Map<TopicPartition, Long> beginnings;
    /** By partition and page, one bit for each offset. */
    private final Map<Integer, Map<Long, BitSet>> sent = new HashMap<>();

    private final List<byte[]> stale = new ArrayList<>();

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
        Matcher key = KEY.matcher(entry.key() == null ? "" : new String(entry.key(), StandardCharsets.UTF_8));
        if (!key.matches() || entry.value() == null) {
            return;
        }
        int partition = Integer.parseInt(key.group(2));
        long offset = Long.parseLong(key.group(3));
        if (key.group(1).equals(ofTopic.toString()) && offset >= beginning(partition)) {
            add(partition, offset);
        } else if (stale.size() < MOST_STALE) {
            stale.add(entry.key());
        }
    }

    private long beginning(int partition) {
        return beginnings.entrySet().stream()
                .filter(one -> one.getKey().partition() == partition)
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }

    boolean has(int partition, long offset) {
        BitSet page = sent.getOrDefault(partition, Map.of()).get(offset / PAGE);
        return page != null && page.get((int) (offset % PAGE));
    }

    void add(int partition, long offset) {
        sent.computeIfAbsent(partition, fresh -> new HashMap<>())
                .computeIfAbsent(offset / PAGE, fresh -> new BitSet())
                .set((int) (offset % PAGE));
    }

    ProducerRecord<byte[], byte[]> entry(ParkedLetter letter, ProducerRecord<byte[], byte[]> sentAs) {
        String key = ofTopic.toString() + '/' + letter.partition() + '/' + letter.offset();
        String value = JsonNodeFactory.instance
                .objectNode()
                .put("deadLetterTopic", letter.letter().topic())
                .put("to", sentAs.topic())
                .put("partition", sentAs.partition())
                .put("attempts", letter.failure().attempts())
                .toString();
        return new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
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

// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the events of a partition have beside their time: by their offsets, so the same whenever they are read.
 *
 * @param groups how many there are; 0 when nothing is grouped
 * @param topics how many sink topics rules name beside the pipeline's own
 * @param choice which rules; others name other topics
 */
record SimulatedKeys(int groups, int topics, int choice) {
    static final SimulatedKeys NONE = new SimulatedKeys(0, 0, 0);

    Bytes groupOf(long offset) {
        return groups == 0 ? null : Bytes.wrap(new byte[] {(byte) new Random(~offset).nextInt(groups)});
    }

    String topicOf(long offset) {
        int number = topics == 0 ? 0 : new Random(offset * 37 + choice).nextInt(topics + 1);
        return number == 0 ? null : "topic" + number;
    }

    BatchSinks sinks() {
        Map<String, BatchSink> ofRules = IntStream.rangeClosed(1, topics)
                .mapToObj(number -> "topic" + number)
                .collect(Collectors.toMap(Function.identity(), topic -> new BatchSink(nodeOf(topic), 1)));
        return new BatchSinks(new BatchSink(nodeOf(null), 1), ofRules);
    }

    static String nodeOf(String topic) {
        return topic == null ? "batches" : "batches-" + topic;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.subject.Spec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandWrittenTopologiesTest {
    private static final int BATCH_EVENTS = 70;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"list,10", "list,9000", "entries,10", "entries,9000", "chunks,10", "chunks,400", "chunks,9000"})
    void shouldPutEveryEventOfAFullBatchIntoItInOrder(String topology, int eventBytes) {
        Work work = Work.of(spec(topology));
        List<byte[]> events = events(5 * BATCH_EVENTS + 1, eventBytes);

        List<byte[]> batches;
        try (TopologyTestDriver driver = new TopologyTestDriver(work.topology(), work.settings())) {
            TestInputTopic<byte[], byte[]> source =
                    driver.createInputTopic("source", new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<byte[], byte[]> sink =
                    driver.createOutputTopic("sink", new ByteArrayDeserializer(), new ByteArrayDeserializer());
            events.forEach(source::pipeInput);
            batches = sink.readValuesToList();
        }

        assertThat(work.processed().getAsLong()).isEqualTo(events.size());
        assertThat(batches).hasSize(5);
        assertThat(batches.stream().flatMap(batch -> read(batch).stream()))
                .containsExactlyElementsOf(events.subList(0, 5 * BATCH_EVENTS));
    }

    private Spec spec(String topology) {
        return new Spec(Map.of(
                Work.KEY, topology,
                Spec.RUN, "test",
                Spec.BOOTSTRAP_SERVERS, "localhost:9",
                Spec.FOLDER, folder.toString(),
                Spec.TOPIC, "source",
                Spec.SINK_TOPIC, "sink",
                Spec.BATCH_EVENTS, Integer.toString(BATCH_EVENTS)));
    }

    private static List<byte[]> events(int count, int bytes) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] event = new byte[bytes + i % 7];
            ByteBuffer.wrap(event).putInt(i);
            events.add(event);
        }
        return events;
    }

    private static List<byte[]> read(byte[] batch) {
        ByteBuffer in = ByteBuffer.wrap(batch);
        List<byte[]> events = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            byte[] event = new byte[in.getInt()];
            in.get(event);
            events.add(event);
        }
        assertThat(in.hasRemaining()).isFalse();
        return events;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.clients.LoopSubject;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.Fill;
import io.millrace.bench.streams.StreamsSubject;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is measured makes batches of the same events, all of them, also across a stop and a start. */
class SinkContentIT {
    private static final DataSet DATA = new DataSet(1, 200, 1, 60_000);
    private static final int BATCH_EVENTS = 700;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static TestBed bed;

    @BeforeAll
    static void fill() throws Exception {
        bed = new TestBed(folder, Pace.SMALL, Profiling.none());
        bed.start();
        bed.topics().create(DATA.topic(), 1);
        Fill.write(bed.bootstrapServers(), DATA, DATA.events());
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "list", "entries", "chunks", "millrace"})
    void shouldHaveEveryCommittedEventOnTheSinkTopicOnceAndInOrder(String work) throws Exception {
        bed.topics().create(work + ".out", 1);
        bed.topics().create(work + ".dlq", 1);

        long first = run(work, 20_000);
        long second = run(work, DATA.events() - first);

        assertThat(second).isEqualTo(DATA.events());
        List<byte[]> events = sunk(work);
        // The loop sends the rest when it stops; the others keep it in their stores.
        assertThat(events).hasSize((int) (work.equals("loop") ? second : second - second % BATCH_EVENTS));
        byte[][] values = Fill.values(DATA.eventBytes());
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).as("event %d", i).isEqualTo(expected(Fill.event(values, i), work));
        }
    }

    /** Millrace takes the wire format's prefix off. */
    private static byte[] expected(byte[] value, String work) {
        return work.equals("millrace") ? Arrays.copyOfRange(value, WireFormat.PREFIX_BYTES, value.length) : value;
    }

    private static long run(String work, long events) throws Exception {
        Spec spec = spec(work);
        Subject subject = work.equals("loop") ? new LoopSubject(spec) : new StreamsSubject(spec);
        subject.start();
        await().atMost(PATIENCE).until(() -> subject.processed() >= events);
        return subject.stop();
    }

    private static Spec spec(String work) {
        return new Spec(Map.of(
                "work",
                work,
                Spec.BOOTSTRAP_SERVERS,
                bed.bootstrapServers(),
                Spec.RUN,
                work,
                Spec.FOLDER,
                folder.resolve(work).toString(),
                Spec.TOPIC,
                DATA.topic(),
                Spec.SINK_TOPIC,
                work + ".out",
                Spec.BATCH_EVENTS,
                Integer.toString(BATCH_EVENTS)));
    }

    private static List<byte[]> sunk(String work) throws Exception {
        long end = bed.topics().end(work + ".out", 1);
        List<byte[]> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bed.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(work + ".out", 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (consumer.position(partitions.get(0)) < end) {
                for (ConsumerRecord<byte[], byte[]> batch : consumer.poll(Duration.ofMillis(100))) {
                    read(work, batch.value(), events);
                }
            }
        }
        return events;
    }

    private static void read(String work, byte[] batch, List<byte[]> events) throws MalformedAvroException {
        switch (work) {
            case "loop" -> {
                AvroCursor in = new AvroCursor().over(batch, 0, batch.length);
                while (!in.atEnd()) {
                    events.add(in.readCopy(in.readLength()));
                }
            }
            case "millrace" -> {
                EventCursor in = EventBatch.read(batch).events();
                while (in.next()) {
                    events.add(Arrays.copyOfRange(in.bytes(), in.valueFrom(), in.valueFrom() + in.valueLength()));
                }
            }
            default -> {
                ByteBuffer in = ByteBuffer.wrap(batch);
                LongStream.range(0, in.getInt()).forEach(any -> {
                    byte[] event = new byte[in.getInt()];
                    in.get(event);
                    events.add(event);
                });
            }
        }
    }
}

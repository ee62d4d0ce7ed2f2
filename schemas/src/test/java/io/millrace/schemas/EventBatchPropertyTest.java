// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static io.millrace.schemas.BatchAssertions.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.SampleBatch.SampleEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Header;

class EventBatchPropertyTest {

    @Provide
    Arbitrary<SampleBatch> batches() {
        return SampleBatches.any();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void shouldReadWhatWasWritten(@ForAll("batches") SampleBatch batch) throws Exception {
        assertHolds(EventBatch.read(batch.written()), batch);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void shouldBeAvroToAvro(@ForAll("batches") SampleBatch batch) throws Exception {
        GenericRecord read = readByAvro(batch.written());

        BatchHeader header = batch.header();
        assertThat(Arrays.asList(
                        text(read, "batchId"),
                        text(read, "pipeline"),
                        text(read, "sourceTopic"),
                        read.get("sourcePartition"),
                        read.get("firstOffset"),
                        read.get("lastOffset"),
                        read.get("windowStart"),
                        read.get("windowEnd"),
                        text(read, "format"),
                        read.get("schemaId"),
                        text(read, "closeReason"),
                        read.get("eventCount"),
                        read.get("payloadBytes"),
                        read.get("minTimestamp"),
                        read.get("maxTimestamp")))
                .containsExactly(
                        header.batchId(),
                        header.pipeline(),
                        header.sourceTopic(),
                        header.sourcePartition(),
                        header.firstOffset(),
                        header.lastOffset(),
                        header.windowStart(),
                        header.windowEnd(),
                        header.format().name(),
                        header.schemaId(),
                        header.closeReason().name(),
                        header.eventCount(),
                        header.payloadBytes(),
                        header.minTimestamp(),
                        header.maxTimestamp());
        assertThat(bytes(read.get("groupKey")))
                .isEqualTo(header.groupKey() == null ? null : header.groupKey().get());
        assertSameEvents((List<?>) read.get("events"), batch.events());
    }

    /** Avro may write an array in other blocks than we do, and with their sizes; that is the same batch. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void shouldReadTheBlocksOfAnotherWriter(@ForAll("batches") SampleBatch batch) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] prefix = new byte[WireFormat.PREFIX_BYTES];
        WireFormat.writePrefix(prefix, SampleBatch.BATCH_SCHEMA_ID);
        out.write(prefix);
        BinaryEncoder encoder = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new GenericDatumWriter<>(EventBatch.SCHEMA).write(readByAvro(batch.written()), encoder);
        encoder.flush();

        assertHolds(EventBatch.read(out.toByteArray()), batch);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void shouldBoundTheSizeOfEventAndBatch(@ForAll("batches") SampleBatch batch) {
        long bounds = 0;
        for (SampleEvent event : batch.events()) {
            int bound = event.bound();
            assertThat(SampleBatch.encoded(List.of(event)).length).isLessThanOrEqualTo(bound);
            bounds += bound;
        }
        BatchHeader header = batch.header();
        int groupKeyBytes = header.groupKey() == null ? 0 : header.groupKey().get().length;

        assertThat((long) batch.written().length)
                .isLessThanOrEqualTo(
                        bounds + BatchWriter.overhead(header.pipeline(), header.sourceTopic(), groupKeyBytes));
        SampleBatch empty = new SampleBatch(header, List.of());
        assertThat(empty.written().length + 5)
                .isLessThanOrEqualTo(BatchWriter.overhead(header.pipeline(), header.sourceTopic(), groupKeyBytes));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void shouldRefuseEveryProperPrefix(@ForAll("batches") SampleBatch batch) {
        byte[] written = batch.written();
        for (int length = 0; length < Math.min(written.length, 1_000); length++) {
            assertThat(failureOf(Arrays.copyOf(written, length))).isInstanceOf(MalformedAvroException.class);
        }
        assertThat(failureOf(Arrays.copyOf(written, written.length + 1))).isInstanceOf(MalformedAvroException.class);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void shouldSurviveFlippedBytes(@ForAll("batches") SampleBatch batch, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] written = batch.written();
        for (int i = 0; i < 100; i++) {
            byte[] broken = written.clone();
            for (int flips = random.nextInt(10); flips >= 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            assertThat(failureOf(broken))
                    .satisfiesAnyOf(failure -> assertThat(failure).isNull(), failure -> assertThat(failure)
                            .isInstanceOf(MalformedAvroException.class));
        }
    }

    private static Throwable failureOf(byte[] value) {
        try {
            EventCursor events = EventBatch.read(value).events();
            while (events.next()) {
                events.headers();
            }
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static GenericRecord readByAvro(byte[] value) throws IOException {
        return new GenericDatumReader<GenericRecord>(EventBatch.SCHEMA)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES, null));
    }

    private static void assertSameEvents(List<?> read, List<SampleEvent> written) {
        assertThat(read).hasSameSizeAs(written);
        for (int i = 0; i < read.size(); i++) {
            GenericRecord event = (GenericRecord) read.get(i);
            SampleEvent expected = written.get(i);
            assertThat(event.get("partition")).isEqualTo(expected.partition());
            assertThat(event.get("offset")).isEqualTo(expected.offset());
            assertThat(event.get("timestamp")).isEqualTo(expected.timestamp());
            assertThat(bytes(event.get("key"))).isEqualTo(expected.key());
            assertThat(bytes(event.get("value"))).isEqualTo(expected.value());
            Iterator<Header> headers = expected.headers().iterator();
            for (Object each : (List<?>) event.get("headers")) {
                Header header = headers.next();
                assertThat(text((GenericRecord) each, "name")).isEqualTo(header.key());
                assertThat(bytes(((GenericRecord) each).get("value"))).isEqualTo(header.value());
            }
            assertThat(headers).isExhausted();
        }
    }

    private static String text(GenericRecord record, String field) {
        return record.get(field).toString();
    }

    private static byte[] bytes(Object buffer) {
        return buffer == null ? null : ((ByteBuffer) buffer).array();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import io.millrace.schemas.SampleBatch.SampleEvent;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;

/** Every batch there can be, up to a size: long and unicode names, null keys, null and repeated headers, many blocks. */
final class SampleBatches {
    private SampleBatches() {}

    static Arbitrary<SampleBatch> any() {
        return Combinators.combine(blocks(), names(), names(), bytes().injectNull(0.3), longs(), ids())
                .as((blocks, pipeline, topic, groupKey, number, id) ->
                        new SampleBatch(header(blocks, pipeline, topic, groupKey, number, id), blocks));
    }

    private static BatchHeader header(
            List<List<SampleEvent>> blocks, String pipeline, String topic, byte[] groupKey, long number, Integer id) {
        List<SampleEvent> events = blocks.stream().flatMap(List::stream).toList();
        int partition = (int) number;
        return new BatchHeader(
                BatchHeader.batchId(topic, partition, number, ~number),
                pipeline,
                topic,
                partition,
                number,
                ~number,
                -number,
                number + 1,
                groupKey == null ? null : Bytes.wrap(groupKey),
                id == null ? PayloadFormat.JSON : PayloadFormat.AVRO,
                id,
                CloseReason.values()[Math.floorMod(number, CloseReason.values().length)],
                events.size(),
                number,
                number,
                ~number);
    }

    private static Arbitrary<List<List<SampleEvent>>> blocks() {
        return events().list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(40);
    }

    private static Arbitrary<SampleEvent> events() {
        return Combinators.combine(
                        Arbitraries.integers(), longs(), longs(), bytes().injectNull(0.3), headers(), bytes())
                .as(SampleEvent::new);
    }

    private static Arbitrary<RecordHeaders> headers() {
        Arbitrary<Header> header = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.of("a", "b"), Arbitraries.strings().ofMaxLength(3)),
                        bytes().injectNull(0.3))
                .as(RecordHeader::new);
        return header.list().ofMaxSize(5).map(list -> new RecordHeaders(list));
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
    }

    /** Topic names are ASCII of at most 249 characters; the bound holds for any. */
    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(249), Arbitraries.of("ä".repeat(249), "€".repeat(249), "", "a"));
    }

    private static Arbitrary<Long> longs() {
        return Arbitraries.longs();
    }

    private static Arbitrary<Integer> ids() {
        return Arbitraries.integers().injectNull(0.3);
    }
}

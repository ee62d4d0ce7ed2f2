// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Batches that were redriven to one sink of those that read them. */
class AddressedBatchesTest {
    private final FakeDestination destination = new FakeDestination();

    @Test
    void shouldPassOverWhatIsForAnotherSink() {
        List<SinkRecord> three = LongStream.range(0, 3)
                .mapToObj(offset -> TestBatches.record(RunningSink.A, offset, TestBatches.json(offset, "{}")))
                .toList();
        address(three.get(0), "other");
        address(three.get(1), RunningSink.NAME);
        try (RunningSink sink = new RunningSink(destination, failure -> Failures.Kind.FATAL, 4)) {
            sink.delivery.put(three);

            assertThat(sink.committable(3)).isEqualTo(1);
            destination.letPass(1);
            destination.letPass(2);
            sink.awaitCommittable(3, 3);
            assertThat(destination.delivered).containsExactlyInAnyOrder(1L, 2L);
        }
    }

    private static void address(SinkRecord batch, String sink) {
        batch.headers().addBytes(DeadLetter.SINK, sink.getBytes(StandardCharsets.UTF_8));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.BatchHeaders;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.payload.BatchRefusedException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRecordTest {
    private static final TopicPartition PARTITION = new TopicPartition("clicks.batches", 0);
    private static final byte[] BATCH = TestBatches.json(40, "{}");

    private static SinkRecord record(byte[] value) {
        return TestBatches.record(PARTITION, 1, value);
    }

    private static void assertRefused(SinkRecord record) {
        assertThatThrownBy(() -> new BatchRecord(record).open())
                .isInstanceOf(BatchRefusedException.class)
                .extracting(e -> ((BatchRefusedException) e).reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
    }

    @Test
    void shouldOpenABatchOfTheKnownVersion() throws Exception {
        SinkRecord record = record(BATCH);
        record.headers()
                .add(BatchHeaders.VERSION, Integer.toString(EventBatch.VERSION).getBytes(UTF_8), Schema.BYTES_SCHEMA);

        assertThat(new BatchRecord(record).open().header().batchId()).isEqualTo("clicks.events-3-40-40");
    }

    @Test
    void shouldUnderstandTheVersionThroughAnyHeaderConverter() throws Exception {
        SinkRecord record = record(BATCH);
        record.headers().addInt(BatchHeaders.VERSION, EventBatch.VERSION);

        assertThat(new BatchRecord(record).open().header().eventCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "", "one"})
    void shouldRefuseAnotherVersion(String version) {
        SinkRecord record = record(BATCH);
        record.headers().add(BatchHeaders.VERSION, version.getBytes(UTF_8), Schema.BYTES_SCHEMA);

        assertRefused(record);
    }

    @Test
    void shouldRefuseARecordWithoutValue() {
        assertRefused(record(null));
    }

    @Property
    void shouldRefuseATruncatedHeader(@ForAll int seed) {
        assertRefused(record(Arrays.copyOf(BATCH, Math.floorMod(seed, 60))));
    }

    @Test
    void shouldNameTheConverterThatIsWrong() {
        SinkRecord record = new SinkRecord("clicks.batches", 0, null, null, null, "text", 0);

        assertThatThrownBy(() -> new BatchRecord(record).open())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("value.converter=");
    }
}

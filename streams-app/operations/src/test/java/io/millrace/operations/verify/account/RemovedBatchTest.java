// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class RemovedBatchTest {
    private static final String ID = Books.id(3, 10, 19);

    public static Map<String, String> metadata(int partition, long first, long last, int events) {
        return new HashMap<>(Map.of(
                "batch-id", Books.id(partition, first, last),
                "source-topic", "logs.events",
                "source-partition", Integer.toString(partition),
                "first-offset", Long.toString(first),
                "last-offset", Long.toString(last),
                "event-count", Integer.toString(events)));
    }

    @Test
    void shouldReadWhatMetadataTell() {
        RemovedBatch batch = RemovedBatch.of(ID, "logs.events", metadata(3, 10, 19, 10));

        assertThat(batch).isEqualTo(new RemovedBatch(ID, 3, new OffsetRange(10, 19), 10));
        assertThat(batch.isWhole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "batch-id, logs.events-3-10-20",
        "source-topic, other.events",
        "source-partition, 4",
        "first-offset, -1",
        "last-offset, 9",
        "last-offset, 99999999999999999999",
        "event-count, 0",
        "event-count, 11",
        "event-count, many"
    })
    void shouldNotBelieveMetadataThatDisagree(String name, String value) {
        Map<String, String> metadata = metadata(3, 10, 19, 10);
        metadata.put(name, value);

        assertThat(RemovedBatch.of(ID, "logs.events", metadata)).isNull();
    }

    @Test
    void shouldNotBelieveAnObjectWithoutMetadata() {
        assertThat(RemovedBatch.of(ID, "logs.events", Map.of())).isNull();
    }
}

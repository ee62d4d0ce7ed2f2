// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.SampleBatch.SampleEvent;
import java.util.Arrays;

/** That a batch that was read is the one that was written, event by event. */
final class BatchAssertions {
    private BatchAssertions() {}

    static void assertHolds(EventBatch read, SampleBatch written) throws MalformedAvroException {
        assertThat(read.header()).isEqualTo(written.header());
        EventCursor cursor = read.events();
        for (SampleEvent event : written.events()) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.partition()).isEqualTo(event.partition());
            assertThat(cursor.offset()).isEqualTo(event.offset());
            assertThat(cursor.timestamp()).isEqualTo(event.timestamp());
            assertThat(keyOf(cursor)).isEqualTo(event.key());
            assertThat(cursor.headers()).isEqualTo(event.headers());
            assertThat(slice(cursor.bytes(), cursor.valueFrom(), cursor.valueLength()))
                    .isEqualTo(event.value());
        }
        assertThat(cursor.next()).isFalse();
    }

    private static byte[] keyOf(EventCursor cursor) {
        return cursor.keyLength() < 0 ? null : slice(cursor.bytes(), cursor.keyFrom(), cursor.keyLength());
    }

    private static byte[] slice(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.SampleBatch.SampleEvent;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventEncodingTest {
    /** With partition, offset and timestamp as long as they can be. */
    private static SampleEvent far(byte[] key, Headers headers, byte[] value) {
        return new SampleEvent(Integer.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, key, headers, value);
    }

    private static int written(byte[] key, Headers headers, byte[] value) {
        return SampleBatch.encoded(List.of(far(key, headers, value))).length;
    }

    private static void exact(byte[] key, Headers headers, byte[] value) {
        assertThat(far(key, headers, value).bound()).isEqualTo(written(key, headers, value));
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "1,310000,1", "20,20,16", "60,40,32", "200,64,8", "1,63,64", "1,64,63", "1,8191,8192"})
    void shouldCountHeadersAsTheyAreWritten(int headers, int nameLength, int valueLength) {
        RecordHeaders many = new RecordHeaders();
        for (int i = 0; i < headers; i++) {
            many.add("n".repeat(nameLength), new byte[valueLength]);
        }

        exact(null, many, new byte[200]);
    }

    @Test
    void shouldCountAHeaderWithoutAValue() {
        exact(new byte[0], new RecordHeaders().add("n", null), new byte[0]);
    }

    @Property(tries = 1_000)
    void shouldCountEveryByte(
            @ForAll byte[] key, @ForAll String name, @ForAll byte[] headerValue, @ForAll byte[] value) {
        exact(key, new RecordHeaders().add(name, headerValue), value);
    }

    @Property(tries = 1_000)
    void shouldCountWhateverCharacters(@ForAll char[] name) {
        exact(null, new RecordHeaders().add(new String(name), null), new byte[0]);
    }

    @Test
    void shouldNotOverflow() {
        Event huge = new Event().with(new byte[1], new RecordHeaders()).value(new byte[0], 0, Integer.MAX_VALUE);

        assertThat(EventEncoding.bound(huge)).isEqualTo(Integer.MAX_VALUE);
    }
}

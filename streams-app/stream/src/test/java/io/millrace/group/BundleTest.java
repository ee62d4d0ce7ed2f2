// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final AvroBuffer GROUP = group("AB");

    private final Bundle.Writer writer = new Bundle.Writer(List.of());
    private final Bundle.Reader reader = new Bundle.Reader();
    private final Event read = new Event();

    /** Bundles outlive a release on their topic: its bytes are pinned, one golden value a version. */
    @Test
    void shouldKeepVersionTwo() {
        Bundle.Writer routing = new Bundle.Writer(List.of("x", "y"));
        writer.add(json(), GROUP, null, null);
        routing.add(json(), GROUP, "y", null);

        assertThat(HexFormat.of().formatHex(writer.finish()))
                .isEqualTo("4202" + "00" + "01" + "d00f" + "02044142" + "00" + encoded(json()));
        assertThat(HexFormat.of().formatHex(routing.finish()))
                .isEqualTo("4202" + "0402780279" + "01" + "d00f" + "02044142" + "08" + encoded(json()));
    }

    @Test
    void shouldGiveBackWhatItWasGiven() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[] {7}).add("none", null);
        byte[] value = {0, 0, 0, 0, 9, 1, 2};
        Event framed = new Event()
                .from(3, 41)
                .recordedAt(5)
                .at(1_000)
                .with("k".getBytes(UTF_8), headers)
                .value(value, 0, value.length)
                .framed(9);
        Bundle.Writer routing = new Bundle.Writer(List.of("x", "y"));
        routing.add(json(), GROUP, "y", null);
        routing.add(framed, group(null), null, null);

        reader.over(routing.finish());

        assertThat(reader.next(read)).isTrue();
        assertThat(reader.topic()).isEqualTo("y");
        assertThat(reader.group()).isEqualTo(Bytes.wrap("AB".getBytes(UTF_8)));
        assertThat(read.copyOfValue()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(reader.next(read)).isTrue();
        assertThat(reader.group()).isNull();
        assertThat(reader.topic()).isNull();
        assertThat(reader.high()).isZero();
        assertThat(read.partition()).isEqualTo(3);
        assertThat(read.offset()).isEqualTo(41);
        assertThat(read.recordTimestamp()).isEqualTo(5);
        assertThat(read.timestamp()).isEqualTo(1_000);
        assertThat(read.copyOfKey()).isEqualTo("k".getBytes(UTF_8));
        assertThat(read.copyOfValue()).isEqualTo(value);
        assertThat(read.headers()).isEqualTo(headers);
        assertThat(encoded(read)).isEqualTo(encoded(framed));
        assertThat(EventEncoding.bound(read)).isEqualTo(encoded(framed).length() / 2);
        assertThat(reader.next(read)).isFalse();

        writer.add(json(), GROUP, null, null);
        assertThat(reader.over(writer.finish()).next(read)).isTrue();
        assertThat(reader.topic()).isNull();
    }

    @Test
    void shouldBeFullBeforePlacesRunOut() {
        int events = 0;
        while (!writer.isFull()) {
            writer.add(json(), GROUP, null, null);
            events++;
        }

        assertThat(Bundle.position(6, events - 1)).isLessThan(Bundle.position(7, 0));
    }

    @Test
    void shouldRefuseWhatAnotherReleaseWrote() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.over(new byte[] {'B', 1, 0}))
                .withMessageContaining("run the release that wrote it");
    }

    @Test
    void shouldSendEachBucketToAPartitionOfItsOwn() {
        for (int partitions : new int[] {1, 3, 64}) {
            Buckets buckets = new Buckets(partitions);
            for (int bucket = 0; bucket < partitions; bucket++) {
                assertThat(Utils.toPositive(Utils.murmur2(buckets.key(bucket))) % partitions)
                        .isEqualTo(bucket);
            }
            assertThat(buckets.of(GROUP)).isEqualTo(buckets.of(group("AB"))).isLessThan(partitions);
            assertThat(buckets.of(group(null))).isLessThan(partitions);
        }
    }

    private static Event json() {
        byte[] value = "{}".getBytes(UTF_8);
        return new Event()
                .from(0, 40)
                .recordedAt(1_000)
                .at(1_001)
                .with(null, new RecordHeaders())
                .value(value, 0, value.length);
    }

    private static AvroBuffer group(String text) {
        AvroBuffer out = new AvroBuffer(8);
        out.writeNullable(text == null ? null : text.getBytes(UTF_8));
        return out;
    }

    private static String encoded(Event event) {
        AvroBuffer out = new AvroBuffer(64);
        EventEncoding.write(out, event);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}

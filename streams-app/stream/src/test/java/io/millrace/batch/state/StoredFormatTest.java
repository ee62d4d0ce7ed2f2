// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.CloseReason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** State outlives a release: its bytes are pinned, one golden value a version. */
class StoredFormatTest {
    private final AvroBuffer scratch = new AvroBuffer(64);

    @Test
    void shouldKeepVersionNineOfASegment() {
        ChunkKey key = new ChunkKey(40, 2, new DrainId(1_000, 8));
        Chunk chunk = new Chunk(
                new BatchKey(60_000, 120_000, 7, Bytes.wrap(new byte[] {65}), "xy"),
                1_000,
                130_000,
                40,
                42,
                2,
                5,
                9,
                60_001,
                60_002,
                new byte[] {1, 2, 3},
                0,
                3);
        SegmentBytes writer = new SegmentBytes();
        writer.begin();
        writer.deleted(10);
        writer.chunk(key, chunk);

        byte[] segment = writer.finish();

        assertThat(HexFormat.of().formatHex(segment))
                .isEqualTo("12" + "0014" + "025004d00f10" + "42"
                        + "c0a90780d30e0e02024102047879d00fa0ef0f5054040a12c2a907c4a907010203");
        List<Object> read = new ArrayList<>();
        SegmentBytes.read(segment, new SegmentBytes.Visitor() {
            @Override
            public void chunk(ChunkKey found, int from, int length) {
                read.add(found);
                assertSame(Chunk.decode(segment, from, length), chunk);
            }

            @Override
            public void deleted(long firstOffset) {
                read.add(firstOffset);
            }
        });
        assertThat(read).containsExactly(10L, key);
    }

    @Test
    void shouldKeepVersionNineOfAMarker() {
        Checkpoint marker = new Checkpoint(
                new Uuid(1, 6),
                new Checkpoint.Lineage(
                        new Segment.Id(new DrainId(1_000, 8), 2),
                        new Segment.Id(new DrainId(900, 5), 3),
                        77,
                        List.of(new DrainId(900, 7))),
                true,
                false,
                99,
                60_002,
                Watermark.NONE,
                WindowLengths.always(1_000).changedAt(50, 60_000),
                77,
                List.of(new EmittedBatch(
                        new BatchKey(60_000, 120_000, -1, null, null),
                        10,
                        42,
                        5,
                        77,
                        CloseReason.AGE,
                        true,
                        EmittedBatch.Proof.NONE)));

        String hex = HexFormat.of().formatHex(marker.encode(scratch));

        assertThat(hex)
                .isEqualTo(
                        "12020cd00f1004880e0a069a0102880e0e0200c601c4a907ffffffffffffffffff010400d00f64c0a9079a0102c0a90780d30e01000014400a9a01060202");
        assertThat(Checkpoint.decode(HexFormat.of().parseHex(hex))).isEqualTo(marker);
    }

    @Test
    void shouldRefuseWhatAnotherReleaseWrote() {
        assertThatThrownBy(() -> Checkpoint.decode(new byte[] {2}))
                .hasMessageContaining("version 1")
                .hasMessageContaining("reads 9");
    }

    private static void assertSame(Chunk read, Chunk written) {
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("bytes", "from")
                .isEqualTo(written);
        assertThat(read.bytes()).endsWith(1, 2, 3);
    }
}

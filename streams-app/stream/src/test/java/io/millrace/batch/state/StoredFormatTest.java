// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.CloseReason;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** State outlives a release: its bytes are pinned, one golden value a version. */
class StoredFormatTest {
    private final AvroBuffer scratch = new AvroBuffer(64);

    @Test
    void shouldKeepVersionSixOfAChunk() {
        Chunk chunk = new Chunk(
                new BatchKey(60_000, 120_000, 7),
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

        String hex = HexFormat.of().formatHex(chunk.encode(scratch));

        assertThat(hex).isEqualTo("0cc0a90780d30e0ed00fa0ef0f5054040a12c2a907c4a907010203");
        assertSame(Chunk.decode(HexFormat.of().parseHex(hex)), chunk);
    }

    @Test
    void shouldKeepVersionSixOfAMarker() {
        Checkpoint marker = new Checkpoint(
                new Uuid(1, 6),
                new Checkpoint.Lineage(new DrainId(1_000, 8), 77, List.of(new DrainId(900, 7))),
                true,
                false,
                99,
                60_002,
                Watermark.NONE,
                WindowLengths.always(1_000).changedAt(50, 60_000),
                List.of(new EmittedBatch(
                        new BatchKey(60_000, 120_000, -1), 10, 42, 5, 77, CloseReason.AGE, true, Proof.NONE)));

        String hex = HexFormat.of().formatHex(marker.encode(scratch));

        assertThat(hex)
                .isEqualTo(
                        "0c020cd00f109a0102880e0e0200c601c4a907ffffffffffffffffff010400d00f64c0a90702c0a90780d30e0114400a9a01060202");
        assertThat(Checkpoint.decode(HexFormat.of().parseHex(hex))).isEqualTo(marker);
    }

    @Test
    void shouldRefuseWhatAnotherReleaseWrote() {
        assertThatThrownBy(() -> Chunk.decode(new byte[] {2}))
                .hasMessageContaining("version 1")
                .hasMessageContaining("reads 6");
    }

    private static void assertSame(Chunk read, Chunk written) {
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("bytes", "from")
                .isEqualTo(written);
        assertThat(read.bytes()).endsWith(1, 2, 3);
    }
}

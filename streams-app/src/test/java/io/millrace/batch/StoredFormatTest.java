package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.CloseReason;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State outlives a release: its bytes are pinned, one golden value a version. */
class StoredFormatTest {
    private final AvroBuffer scratch = new AvroBuffer(64);

    @Test
    void shouldKeepVersionOneOfAChunk() {
        Chunk chunk = new Chunk(
                new BatchKey(60_000, 7), 1_000, 130_000, 42, 2, 9, 60_001, 60_002, new byte[] {1, 2, 3}, 0, 3);

        String hex = HexFormat.of().formatHex(chunk.encode(scratch));

        assertThat(hex).isEqualTo("02c0a9070ed00fa0ef0f540412c2a907c4a907010203");
        assertSame(Chunk.decode(HexFormat.of().parseHex(hex)), chunk);
    }

    @Test
    void shouldKeepVersionOneOfAMarker() {
        Marker marker = new Marker(
                false,
                99,
                60_002,
                Watermark.NONE,
                List.of(new EmittedBatch(new BatchKey(60_000, -1), 10, 42, 5, CloseReason.AGE, true, Proof.NONE)));

        String hex = HexFormat.of().formatHex(marker.encode(scratch));

        assertThat(hex).isEqualTo("0200c601c4a907ffffffffffffffffff0102c0a9070114400a060202");
        assertThat(Marker.decode(HexFormat.of().parseHex(hex))).isEqualTo(marker);
    }

    @Test
    void shouldRefuseWhatAnotherReleaseWrote() {
        assertThatThrownBy(() -> Chunk.decode(new byte[] {4}))
                .hasMessageContaining("version 2")
                .hasMessageContaining("reads 1");
    }

    private static void assertSame(Chunk read, Chunk written) {
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("bytes", "from")
                .isEqualTo(written);
        assertThat(read.bytes()).endsWith(1, 2, 3);
    }
}

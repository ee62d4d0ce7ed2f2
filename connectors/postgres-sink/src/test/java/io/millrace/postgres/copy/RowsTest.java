// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.TestBatches;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of a COPY; what a server makes of them is in PostgresWriterIT. */
class RowsTest {
    private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";
    private static final String TRAILER = "ffff";

    private static Rows rows(String... events) throws Exception {
        PayloadColumns.Writer payload = WholePayload.ofJson().bind(List.of(new ColumnType("jsonb", 3802, null)));
        return new RowEncoder(4, false, payload).encode(TestBatches.open(TestBatches.json(40, events)));
    }

    private static String sent(Rows rows, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rows.send(from, to, out::write);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    /** 485,172,303 seconds after 2000 it is 2015-05-17T10:05:03Z. */
    @Test
    void shouldBeAWholeCopy() throws Exception {
        assertThat(sent(rows("{}"), 0, 1))
                .isEqualTo(HEADER + "0004" + "00000004" + "00000003" + "00000008" + "0000000000000028" + "00000008"
                        + String.format("%016x", 485_172_303_000_000L) + "00000003" + "017b7d" + TRAILER);
    }

    @Test
    void shouldBeSentInParts() throws Exception {
        Rows rows = rows("{}", "{\"a\":1}", "[]");
        String all = sent(rows, 0, 3);

        String parts = sent(rows, 0, 1) + sent(rows, 1, 3);

        assertThat(parts.replace(HEADER, "").replace(TRAILER, ""))
                .isEqualTo(all.replace(HEADER, "").replace(TRAILER, ""));
        assertThat(sent(rows, 1, 1)).isEqualTo(HEADER + TRAILER);
    }

    @Test
    void shouldSendMoreThanOnePiece() throws Exception {
        Rows rows = rows('"' + "x".repeat(200_000) + '"', "{}");

        assertThat(sent(rows, 0, 2)).hasSizeGreaterThan(400_000).endsWith("017b7d" + TRAILER);
    }
}

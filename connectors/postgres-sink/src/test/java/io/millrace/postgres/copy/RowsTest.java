// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of a COPY; what a server makes of them is in PostgresWriterIT. */
class RowsTest {
    private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";
    private static final String TRAILER = "ffff";

    private static RowEncoder encoder() throws Exception {
        return new RowEncoder(4, false, WholePayload.ofJson().bind(List.of(new ColumnType("jsonb", 3802, null))));
    }

    private static Rows rows(String... events) throws Exception {
        return encoder().rows(TestBatches.open(TestBatches.json(40, events)));
    }

    private static String sent(Rows rows, int from, int to) throws Exception {
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

    @ParameterizedTest
    @CsvSource({"2000000000, 1099511627776", "2000000000, 2", "1, 1099511627776", "-5, -5"})
    void shouldSayThatABatchIsNotWhatItClaims(int claimedEvents, long claimedBytes) throws Exception {
        EventBatch honest = TestBatches.open(TestBatches.json(40, "{}", "{}"));
        EventBatch lying = TestBatches.open(TestBatches.of(
                TestBatches.claiming(honest.header(), claimedEvents, claimedBytes),
                List.of(TestBatches.event(3, 40, 0, new byte[2]), TestBatches.event(3, 41, 0, new byte[2]))));

        assertThatThrownBy(() -> sent(encoder().rows(lying), 0, claimedEvents))
                .isInstanceOf(MalformedAvroException.class)
                .hasMessageContaining("2 events for " + claimedEvents + " in the header");
    }

    @Test
    void shouldHoldNoMoreThanAPieceOrARow() throws Exception {
        Rows rows =
                rows(Collections.nCopies(1_000, '"' + "x".repeat(1_000) + '"').toArray(String[]::new));
        List<Integer> pieces = new ArrayList<>();

        rows.send(0, 1_000, (bytes, from, length) -> pieces.add(bytes.length));

        assertThat(pieces).hasSizeGreaterThan(10).allMatch(held -> held < 100_000);
    }

    @Test
    void shouldRejectARowThatIsTooLargeAndKnowTheOthersByTheirLines() throws Exception {
        Rows rows = encoder().rows(TestBatches.open(TestBatches.json(40, "{}", "{\"a\":1}", "[]", "{}")), 43);

        assertThat(sent(rows, 0, 4)).hasSize(HEADER.length() + 3 * 2 * 41 + TRAILER.length());
        assertThat(rows.rejected()).containsOnlyKeys(1);
        assertThat(rows.rejected().get(1))
                .isInstanceOfSatisfying(
                        BatchRefusedException.class, e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.TOO_LARGE));
        assertThat(rows.event(0, 1)).isZero();
        assertThat(rows.event(0, 2)).isEqualTo(2);
        assertThat(rows.event(1, 1)).isEqualTo(2);
        assertThat(rows.event(2, 2)).isEqualTo(3);
    }
}

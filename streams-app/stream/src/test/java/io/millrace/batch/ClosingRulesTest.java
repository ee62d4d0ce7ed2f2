// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.batch.state.BatchKey;
import io.millrace.batch.state.OpenBatch;
import io.millrace.batch.state.Watermark;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ClosingRulesTest {
    private static final int OVERHEAD = BatchWriter.overhead("p", "p.events", 0);
    private static final long OPENED = 5_000;
    private static final long CLOSES = 1_050;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private final ClosingRules rules = new ClosingRules(pipeline("1000", "50"));

    private static PipelineConfig pipeline(String windowMs, String graceMs) {
        return MillraceConfig.of(Map.of(
                        "pipelines", "p",
                        "pipelines.p.window.ms", windowMs,
                        "pipelines.p.grace.ms", graceMs,
                        "pipelines.p.max.age.ms", "200",
                        "pipelines.p.batch.max.events", "3",
                        "pipelines.p.batch.max.bytes", "2000"))
                .pipelines()
                .get(0);
    }

    @Test
    void shouldCloseAWindowWhenTheWatermarkReachesItsEndPlusGrace() {
        assertThat(rules.windowCloses(1000)).isEqualTo(1050);
        assertThat(rules.isLate(1000, 1049)).isFalse();
        assertThat(rules.isLate(1000, 1050)).isTrue();
        assertThat(rules.batchCloses(1000, 1049)).isEqualTo(1050);
    }

    @Test
    void shouldCallNothingLateBeforeTheFirstWatermark() {
        assertThat(rules.isLate(1000, Watermark.NONE)).isFalse();
        assertThat(rules.batchCloses(1000, Watermark.NONE)).isEqualTo(1050);
    }

    @Test
    void shouldLetNoWatermarkCloseABatchOfLateEvents() {
        assertThat(rules.batchCloses(1000, 1050)).isEqualTo(OpenBatch.NEVER);
        assertThat(rules.batchCloses(1000, YEAR_9999)).isEqualTo(OpenBatch.NEVER);
    }

    @Test
    void shouldCloseAtTheLimitOfEvents() {
        assertThat(rules.reason(batch(2), 0, Watermark.NONE, OPENED, false)).isNull();
        assertThat(rules.reason(batch(3), 0, Watermark.NONE, OPENED, false)).isEqualTo(CloseReason.EVENTS);
    }

    @Test
    void shouldCloseBeforeAnEventThatNoLongerFits() {
        OpenBatch batch = batch(1);
        long room = rules.maxEventBytes() - batch.encodedBytes();

        assertThat(rules.reason(batch, room, Watermark.NONE, OPENED, false)).isNull();
        assertThat(rules.reason(batch, room + 1, Watermark.NONE, OPENED, false)).isEqualTo(CloseReason.BYTES);
    }

    @Test
    void shouldCloseWhenTheWatermarkReachesTheEndOfItsWindow() {
        assertThat(rules.reason(batch(1), 0, CLOSES - 1, OPENED, false)).isNull();
        assertThat(rules.reason(batch(1), 0, CLOSES, OPENED, false)).isEqualTo(CloseReason.WINDOW);
    }

    @Test
    void shouldAgeByTheWallClockFromTheOpening() {
        assertThat(rules.reason(batch(1), 0, Watermark.NONE, OPENED + 199, false))
                .isNull();
        assertThat(rules.reason(batch(1), 0, Watermark.NONE, OPENED + 200, false))
                .isEqualTo(CloseReason.AGE);
    }

    @Test
    void shouldCloseForTheHeapWhenThereIsNoOtherReason() {
        assertThat(rules.reason(batch(1), 0, Watermark.NONE, OPENED, true)).isEqualTo(CloseReason.HEAP);
        assertThat(rules.reason(batch(3), 0, Watermark.NONE, OPENED, true)).isEqualTo(CloseReason.EVENTS);
    }

    private static OpenBatch batch(int events) {
        OpenBatch batch = new OpenBatch(new BatchKey(0, 1000, -1, null, null), 0, OPENED, CLOSES);
        batch.tail = new AvroBuffer(64);
        Event event = new Event().at(500).with(null, new RecordHeaders()).value(new byte[] {'{', '}'}, 0, 2);
        for (int i = 0; i < events; i++) {
            batch.append(i, event.from(0, i));
        }
        return batch;
    }

    @Test
    void shouldKeepRoomForWhatIsNoEvent() {
        assertThat(rules.maxEventBytes()).isEqualTo(2_000 - OVERHEAD);
        assertThat(rules.fits(2_000 - OVERHEAD)).isTrue();
        assertThat(rules.fits(2_001 - OVERHEAD)).isFalse();
        assertThat(rules.fits(Integer.MAX_VALUE + 1L)).isFalse();
    }
}

package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.batch.state.OpenBatch;
import io.millrace.batch.state.Watermark;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosingRulesTest {
    private static final int OVERHEAD = 100;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private final ClosingRules rules = new ClosingRules(pipeline("1000", "50"), OVERHEAD);

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
    void shouldAgeByTheWallClockFromTheOpening() {
        assertThat(rules.ages(5_000)).isEqualTo(5_200);
    }

    @Test
    void shouldBeFullAtTheLimitOfEvents() {
        assertThat(rules.isFull(2)).isFalse();
        assertThat(rules.isFull(3)).isTrue();
    }

    @Test
    void shouldKeepRoomForWhatIsNoEvent() {
        assertThat(rules.maxEventBytes()).isEqualTo(1_900);
        assertThat(rules.fits(1_900)).isTrue();
        assertThat(rules.fits(1_901)).isFalse();
        assertThat(rules.fits(Integer.MAX_VALUE + 1L)).isFalse();
    }
}

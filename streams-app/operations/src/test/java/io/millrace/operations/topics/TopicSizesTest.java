package io.millrace.operations.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSizesTest {
    private static final int MIB = 1024 * 1024;
    private static final int KIB = 1024;

    @Test
    void shouldGiveTheSinkRoomForTheLargestBatch() {
        assertThat(TopicSizes.newSink(pipeline(4 * MIB))).isEqualTo(4 * MIB + 64 * KIB);
        assertThat(TopicSizes.newSink(pipeline(10 * KIB))).isEqualTo(MIB);
        assertThat(TopicSizes.leastSink(pipeline(10 * KIB))).isEqualTo(74 * KIB);
    }

    @Test
    void shouldGiveDeadLettersRoomForEventsAndBatches() {
        assertThat(TopicSizes.newDeadLetters(MIB, 4 * MIB)).isEqualTo(32 * MIB);
        assertThat(TopicSizes.newDeadLetters(MIB, 40 * MIB)).isEqualTo(40 * MIB + 64 * KIB);
        assertThat(TopicSizes.newDeadLetters(90 * MIB, MIB)).isEqualTo(90 * MIB + 64 * KIB);
        assertThat(TopicSizes.newDeadLetters(Integer.MAX_VALUE, MIB)).isEqualTo(Integer.MAX_VALUE);
        assertThat(TopicSizes.leastDeadLetters(MIB, 4 * MIB)).isEqualTo(4 * MIB + 32 * KIB);
    }

    private static PipelineConfig pipeline(int batchMaxBytes) {
        return MillraceConfig.of(
                        Map.of("pipelines", "logs", "pipelines.logs.batch.max.bytes", Integer.toString(batchMaxBytes)))
                .pipeline("logs");
    }
}

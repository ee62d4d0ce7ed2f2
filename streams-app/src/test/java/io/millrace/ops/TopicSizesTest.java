package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSizesTest {
    private static final int MIB = 1024 * 1024;
    private static final int KIB = 1024;

    private final TopicSizes source = new TopicSizes(6, MIB);

    @Test
    void shouldGiveTheSinkRoomForTheLargestBatchAndThePartitionsOfTheSource() {
        assertThat(TopicSizes.sink(pipeline(4 * MIB), source)).isEqualTo(new TopicSizes(6, 4 * MIB + 64 * KIB));
        assertThat(TopicSizes.sink(pipeline(10 * KIB), source)).isEqualTo(new TopicSizes(6, MIB));
    }

    @Test
    void shouldGiveDeadLettersRoomForEventsAndBatches() {
        assertThat(TopicSizes.deadLetters(source, new TopicSizes(6, 4 * MIB)).maxMessageBytes())
                .isEqualTo(32 * MIB);
        assertThat(TopicSizes.deadLetters(source, new TopicSizes(6, 40 * MIB)).maxMessageBytes())
                .isEqualTo(40 * MIB + 64 * KIB);
        assertThat(TopicSizes.deadLetters(new TopicSizes(6, 90 * MIB), source).maxMessageBytes())
                .isEqualTo(90 * MIB + 64 * KIB);
        assertThat(TopicSizes.deadLetters(new TopicSizes(6, Integer.MAX_VALUE), source)
                        .maxMessageBytes())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldLeaveRetentionToTheBroker() {
        assertThat(source.topic("t", (short) 1).configs()).containsOnlyKeys("max.message.bytes");
    }

    private static PipelineConfig pipeline(int batchMaxBytes) {
        return MillraceConfig.of(
                        Map.of("pipelines", "logs", "pipelines.logs.batch.max.bytes", Integer.toString(batchMaxBytes)))
                .pipeline("logs");
    }
}

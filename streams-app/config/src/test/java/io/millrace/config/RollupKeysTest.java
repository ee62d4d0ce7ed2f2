// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.routes.Measure;
import io.millrace.config.routes.Measure.Function;
import io.millrace.config.routes.Subject;
import io.millrace.config.stages.Rollup;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupKeysTest {
    @Test
    void shouldReadTheRollupsOfAPipeline() {
        PipelineConfig clicks = clicks(Map.of(
                "rollups", "perMinute, all",
                "rollups.perMinute.by", "path, header tenant",
                "rollups.perMinute.window.ms", "60000",
                "rollups.perMinute.advance.ms", "20000",
                "rollups.perMinute.grace.ms", "5000",
                "rollups.perMinute.skew.ms", "7000",
                "rollups.perMinute.measures", "count, sum(bytes)",
                "rollups.perMinute.late", "dead-letter"));

        assertThat(clicks.rollups().all())
                .containsExactly(
                        new Rollup(
                                "perMinute",
                                List.of(new Subject(false, "path"), new Subject(true, "tenant")),
                                60_000,
                                20_000,
                                5_000,
                                7_000,
                                List.of(new Measure(Function.SUM, new Subject(false, "bytes"))),
                                true),
                        new Rollup("all", List.of(), 60_000, 60_000, 10_000, 604_800_000, List.of(), false));
        assertThat(clicks.topics())
                .contains(
                        new PipelineTopic(TopicRole.ROLLUPS, "clicks.rollups", "pipelines.clicks.rollups.topic"),
                        new PipelineTopic(
                                TopicRole.STATE, "millrace.clicks-rollup-perMinute-changelog", "application.id"),
                        new PipelineTopic(
                                TopicRole.REPARTITION, "millrace.clicks-rollups-repartition", "application.id"));
        assertThat(clicks.subjects()).hasSize(3);
    }

    @Test
    void shouldNeedNoTopicWithoutRollups() {
        assertThat(clicks(Map.of()).topics()).noneMatch(topic -> topic.role() == TopicRole.ROLLUPS);
    }

    @Test
    void shouldFindTheKeysOfARollupInTheEnvironment() {
        Map<String, String> settings = ConfigSources.layered(
                Map.of("pipelines", "clicks"),
                Map.of(
                        "MILLRACE_PIPELINES_CLICKS_ROLLUPS", "perMinute",
                        "MILLRACE_PIPELINES_CLICKS_ROLLUPS_PERMINUTE_BY", "path"),
                Map.of());

        assertThat(settings).containsEntry("pipelines.clicks.rollups.perMinute.by", "path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "rollups~per.minute~distinct names, separated by commas",
                "rollups~a,a~distinct names, separated by commas",
                "rollups.r.by~a b~column 3: met b, but allowed is , or the end",
                "rollups.r.measures~sum()~column 5: met ), but allowed is a field",
                "rollups.r.window.ms~0~Value must be at least 1",
                "rollups.r.advance.ms~70000~some events would be in no window; it may be at most"
                        + " pipelines.clicks.rollups.r.window.ms=60000",
                "rollups.r.advance.ms~1~each event would be in 60000 windows; at most 1000 are allowed",
                "rollups.r.late~keep~String must be one of: count, dead-letter",
                "rollups.s.by~a~The key pipelines.clicks.rollups.s.by is for a rollup s that is not in"
                        + " pipelines.clicks.rollups",
                "rollups.r.windw.ms~1~the nearest known one is pipelines.clicks.rollups.r.window.ms"
            })
    void shouldRefuseWhatCannotBe(String key, String value, String message) {
        Map<String, String> settings = new HashMap<>(Map.of("rollups", "r"));
        settings.put(key, value);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> clicks(settings))
                .withMessageContaining(message)
                .withMessageContaining("pipelines.clicks." + key);
    }

    @Test
    void shouldRefuseMoreRollupsThanACommitCanNote() {
        String forty = IntStream.range(100, 139).mapToObj(i -> "rollup-" + i).collect(Collectors.joining(","));

        assertThat(clicks(Map.of("rollups", forty)).rollups().all()).hasSize(39);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> clicks(Map.of("rollups", forty + ",more")))
                .withMessageContaining("pipelines.clicks.rollups")
                .withMessageContaining("40 names")
                .withMessageContaining("4096 bytes");
    }

    private static PipelineConfig clicks(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("pipelines", "clicks"));
        settings.forEach((key, value) -> all.put("pipelines.clicks." + key, value));
        return MillraceConfig.of(all).pipeline("clicks");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class TopologyFingerprintTest {
    private static TopologyFingerprint of(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("pipelines", "clicks"));
        settings.forEach((key, value) -> all.put("pipelines.clicks." + key, value));
        MillraceConfig config = MillraceConfig.of(all);
        PipelineConfig clicks = config.pipeline("clicks");
        return new TopologyGate(config, clicks, TopologyCheck.topology(ResolvedConfig.of(config), clicks)).topology();
    }

    /** Records of released versions must be read, so a difference here is a new version of the record. */
    @Test
    void shouldWriteAndReadTheRecordThatIsKept() throws IOException {
        String golden = new String(
                getClass().getResourceAsStream("/golden/topology-record.json").readAllBytes(), UTF_8);

        TopologyFingerprint clicks = of(Map.of());

        assertThat(clicks.write()).isEqualToNormalizingNewlines(golden.strip());
        assertThat(TopologyFingerprint.read(golden)).isEqualTo(clicks);
    }

    @Test
    void shouldNotMindRulesLimitsAndSinks() {
        TopologyFingerprint before = of(Map.of());

        TopologyFingerprint now = of(Map.of(
                "format", "JSON",
                "sink.topic", "elsewhere",
                "dlq.topic", "elsewhere.too",
                "batch.max.events", "7",
                "window.ms", "5000",
                "dedup.by", "id",
                "routes", "level = \"ERROR\" -> topic errors; level = \"DEBUG\" -> drop"));

        assertThat(now.differences(before)).isEmpty();
    }

    @Test
    void shouldNameAnotherSource() {
        assertThat(of(Map.of("source.topic", "others")).differences(of(Map.of())))
                .containsExactly("sub-topology.0.sources was clicks.events and is now others");
    }

    @Test
    void shouldNameASettingThatIsSetUnsetOrChanged() {
        TopologyFingerprint plain = of(Map.of());
        TopologyFingerprint byKey = plain.with("group.by", "key");

        assertThat(byKey.differences(plain)).containsExactly("group.by was not there and is now key");
        assertThat(plain.differences(byKey)).containsExactly("group.by was key and is now not there");
        assertThat(plain.with("group.by", "header user").differences(byKey))
                .containsExactly("group.by was key and is now header user");
        assertThat(plain.with("group.by", "")).isEqualTo(plain);
    }

    @Test
    void shouldMindARepartitionAndAStoreButNoNameOfAProcessor() {
        TopologyFingerprint plain = streams(events -> events.filter((key, value) -> true, Named.as("a")));
        TopologyFingerprint renamed = streams(events -> events.filter((key, value) -> true, Named.as("b")));
        TopologyFingerprint counted = streams(events -> {
            events.groupBy((key, value) -> value, Grouped.as("by-value"))
                    .count(Named.as("count"), Materialized.<byte[], Long, KeyValueStore<Bytes, byte[]>>as("counts"));
            return events;
        });

        assertThat(renamed.differences(plain)).isEmpty();
        assertThat(counted.differences(plain))
                .containsExactly(
                        "sub-topology.1.sources was not there and is now by-value-repartition",
                        "sub-topology.1.stores was not there and is now counts");
    }

    private static TopologyFingerprint streams(UnaryOperator<KStream<byte[], byte[]>> steps) {
        StreamsBuilder builder = new StreamsBuilder();
        steps.apply(builder.stream("in")).to("out");
        return TopologyFingerprint.of(builder.build().describe());
    }

    @Test
    void shouldRefuseWhatALaterVersionWrote() {
        assertThatExceptionOfType(UnreadableFingerprintException.class)
                .isThrownBy(() -> TopologyFingerprint.read("{\"version\": 2}"))
                .withMessage("it has version 2, and this Millrace reads version 1");
        assertThatExceptionOfType(UnreadableFingerprintException.class)
                .isThrownBy(() -> TopologyFingerprint.read("version=1"))
                .withMessage("it is not JSON");
    }
}

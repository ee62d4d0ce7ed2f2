// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.Committer;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.transactions.HangingTransactions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker dies while transactions commit, and nobody goes on with them: what it forgets of them is ended as it was decided. */
class RestartInCommitIT {
    private static final Logger LOG = LoggerFactory.getLogger(RestartInCommitIT.class);

    private static final int PRODUCERS = 8;
    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 2);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    @Test
    void shouldShowAllOfWhatWasCommittedAndNothingElse() throws Exception {
        try (Cluster cluster = new Cluster(folder)) {
            cluster.start();
            MillraceConfig config = MillraceConfig.of(cluster.newPipeline("exactly_once_v2"));
            List<Committer> all = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                all.addAll(killInCommits(cluster, config, round));
                endWhatHangs(config);
            }

            Map<String, Integer> seen = seen(cluster, config);

            // Each transaction writes to every partition.
            assertThat(seen.values()).containsOnly(Cluster.PARTITIONS);
            assertThat(seen)
                    .containsKeys(all.stream()
                            .flatMap(one -> one.acknowledged().stream())
                            .toArray(String[]::new));
        }
    }

    private static List<Committer> killInCommits(Cluster cluster, MillraceConfig config, int round) {
        List<Committer> committers = IntStream.range(0, PRODUCERS)
                .mapToObj(number -> new Committer(cluster, config, round + "-" + number))
                .toList();
        committers.forEach(Thread::start);
        await().atMost(LIMIT).until(() -> committers.stream()
                .allMatch(one -> one.acknowledged().size() > 3));
        cluster.kafka.kill();
        committers.forEach(Committer::giveUp);
        cluster.kafka.start();
        cluster.kafka.awaitReady();
        return committers;
    }

    private static void endWhatHangs(MillraceConfig config) {
        String topic = config.pipelines().get(0).sinkTopic();
        List<TopicPartition> partitions = partitions(topic);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            await().atMost(LIMIT).until(() -> {
                HangingTransactions.Ended found = HangingTransactions.end(config, cluster, later);
                found.ended()
                        .forEach(one ->
                                LOG.atInfo().addKeyValue("transaction", one).log("Ended"));
                return cluster
                        .answer(cluster.admin().describeProducers(partitions).all(), "producers")
                        .values()
                        .stream()
                        .flatMap(state -> state.activeProducers().stream())
                        .allMatch(producer ->
                                producer.currentTransactionStartOffset().isEmpty());
            });
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, Cluster.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    /** How often each transaction is seen by a reader that takes committed records alone. */
    private static Map<String, Integer> seen(Cluster cluster, MillraceConfig config) {
        Map<String, Integer> seen = new HashMap<>();
        List<TopicPartition> partitions = partitions(config.pipelines().get(0).sinkTopic());
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> reader.position(one) < ends.get(one))) {
                for (ConsumerRecord<String, String> record : reader.poll(Duration.ofSeconds(1))) {
                    seen.merge(record.value(), 1, Integer::sum);
                }
            }
        }
        return seen;
    }
}

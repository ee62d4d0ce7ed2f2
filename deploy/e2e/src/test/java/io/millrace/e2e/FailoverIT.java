// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Feeder;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamInstance;
import io.millrace.local.stack.StreamPorts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Under the availability profile, a process that dies and stays dead is replaced by the one that lives. */
class FailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverIT.class);
    private static final int PARTITIONS = 4;

    @TempDir
    private Path folder;

    /** With groups and rollups, of all tasks on both sides of the repartition topic, from the copies that stood by where there are any. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeOverThePartitionsOfADeadProcess(boolean grouped) throws Exception {
        Map<String, String> settings =
                new HashMap<>(Map.of("pipelines", "logs", "pipelines.logs.format", "JSON", "profile", "availability"));
        if (grouped) {
            settings.put("pipelines.logs.group.by", "group");
            settings.put("pipelines.logs.rollups", "minute");
            settings.put("pipelines.logs.rollups.minute.by", "group");
        }
        Plan plan = Plan.of(StackPorts.free(1), List.of(StreamPorts.free(), StreamPorts.free()), List.of(), settings);
        try (Deployment deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan)) {
            deployment.start(line -> {});
            String brokers = deployment.stack().bootstrapServers();
            try (Sent sent = new Sent(brokers, "logs.events");
                    Feeder feeder = new Feeder(sent, PARTITIONS);
                    Received received = new Received(brokers, "logs.batches", PARTITIONS)) {
                awaitBatchesOfAllPartitions(received, Set.of());
                StreamInstance dead = deployment.instances().get(1);

                long begin = System.nanoTime();
                dead.kill();
                Set<String> sentBefore = Set.copyOf(sent.ids);
                awaitBatchesOfAllPartitions(received, sentBefore);
                LOG.atInfo()
                        .addKeyValue("millis", (System.nanoTime() - begin) / 1_000_000)
                        .log("Every partition has a batch of events that were sent after the kill");

                assertThat(dead.isAlive()).isFalse();
                feeder.stop();
                await().until(() -> received.poll().hasAll(sent.ids));
            }
        }
    }

    /** Batches with no event of {@code old} in them. */
    private static void awaitBatchesOfAllPartitions(Received received, Set<String> old) {
        Set<String> seen = new HashSet<>();
        await().until(() -> {
            received.poll().batches.forEach((id, events) -> {
                if (!seen.contains(id) && events.stream().noneMatch(old::contains)) {
                    seen.add(id);
                }
            });
            return seen.stream()
                            .map(id -> id.replaceFirst("-\\d+-\\d+$", ""))
                            .collect(Collectors.toSet())
                            .size()
                    == PARTITIONS;
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * Those who read a topic stand still, and what comes meanwhile is deleted, as retention does when they stand still for longer than it. They
 * go on after it.
 */
public final class Overtaken implements Fault {
    /** After so many, some that nobody has fetched are among them: what was asked for before comes with the first. */
    private static final long MANY = 10;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long STEP_MS = 100;

    /** As the brokers take it. */
    private static final long TO_THE_END = -1;

    private final Function<Scene, List<? extends Server>> readers;
    private final Function<PipelineConfig, String> topic;

    private Overtaken(Function<Scene, List<? extends Server>> readers, Function<PipelineConfig, String> topic) {
        this.readers = readers;
        this.topic = topic;
    }

    public static Overtaken streams() {
        return new Overtaken(scene -> scene.deployment().instances(), PipelineConfig::sourceTopic);
    }

    public static Overtaken sinks() {
        return new Overtaken(scene -> List.of(scene.deployment().stack().connect()), pipeline -> pipeline.sinkTopics()
                .get(0));
    }

    @Override
    public Undo in(Scene scene) throws IOException {
        MillraceConfig config = scene.deployment().config();
        String read = topic.apply(config.pipeline("clicks"));
        Undo thaw = Faults.freeze(readers.apply(scene));
        try (Admin admin = AdminClients.make(config)) {
            deleteWhatComes(admin, read);
        } catch (ExecutionException e) {
            throw new IOException("the brokers refuse to delete records of " + read, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            thaw.run();
        }
        return Undo.NOTHING;
    }

    private static void deleteWhatComes(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = partitions(admin, topic);
        long before = written(admin, partitions);
        for (long left = LIMIT.toMillis(); written(admin, partitions) < before + MANY; left -= STEP_MS) {
            if (left < 0) {
                throw new IllegalStateException("nothing comes to " + topic);
            }
            Thread.sleep(STEP_MS);
        }
        admin.deleteRecords(all(partitions, RecordsToDelete.beforeOffset(TO_THE_END)))
                .all()
                .get();
    }

    private static Set<TopicPartition> partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get().partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }

    /** Records so far, deleted or not. */
    private static long written(Admin admin, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(all(partitions, OffsetSpec.latest())).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private static <T> Map<TopicPartition, T> all(Set<TopicPartition> partitions, T value) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> value));
    }
}

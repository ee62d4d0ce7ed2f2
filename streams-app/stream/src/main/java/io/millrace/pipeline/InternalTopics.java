// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.millrace.batch.SourceChangedException;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that Kafka Streams creates for a pipeline, which have a partition for each one of the source. When a source gets more, they get
 * as many: what is open stays where it is, and of groups that have another partition from then on the next batch is there.
 */
final class InternalTopics {
    private static final Logger LOG = LoggerFactory.getLogger(InternalTopics.class);

    private static final long BETWEEN_LOOKS_MS = 100;

    /** What Kafka Streams says when the brokers it asked do not agree yet; a moment later they do. */
    private static final String OUT_OF_STEP = "has invalid partitions: ";

    private final String pipeline;
    private final String source;
    private final List<String> internal;
    private final Duration patience;

    InternalTopics(MillraceConfig config, PipelineConfig pipeline) {
        this.pipeline = pipeline.name();
        source = pipeline.sourceTopic();
        internal = pipeline.topics().stream()
                .filter(topic -> topic.role() == TopicRole.STATE || topic.role() == TopicRole.REPARTITION)
                .map(PipelineTopic::name)
                .toList();
        patience = config.timeouts().start();
    }

    /** The topic that the pipeline reads. */
    String source() {
        return source;
    }

    boolean hasAny(Collection<?> topics) {
        return internal.stream().anyMatch(topics::contains);
    }

    static boolean isOutOfStep(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains(OUT_OF_STEP);
    }

    /**
     * Adds the partitions that the source has in addition, and returns when they are visible. Leaves out topics that do not exist. Throws {@link StateTopicException} when it may not, {@link SourceChangedException} when the source has fewer.
     */
    void followSource(Admin admin) {
        int wanted = partitions(admin, source);
        internal.forEach(topic -> follow(admin, topic, wanted));
    }

    private void follow(Admin admin, String topic, int wanted) {
        int now = partitions(admin, topic);
        if (wanted == 0 || now == 0 || wanted == now) {
            return;
        }
        if (wanted < now) {
            throw SourceChangedException.shrunk(source, now, wanted);
        }
        add(admin, topic, now, wanted);
        awaitPartitions(admin, topic, wanted);
        LOG.atInfo()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("topic", topic)
                .addKeyValue("before", now)
                .addKeyValue("now", wanted)
                .log("The source topic has more partitions, and this topic now has as many");
    }

    private void add(Admin admin, String topic, int now, int wanted) {
        try {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(wanted)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidPartitionsException && partitions(admin, topic) >= wanted) {
                return;
            }
            String mayNot = e.getCause() instanceof AuthorizationException ? ", which this user may not add" : "";
            throw new StateTopicException(
                    "The source topic " + source + " has " + wanted + " partitions now, but the topic " + topic
                            + " has " + now + "; it needs as many" + mayNot + " ("
                            + e.getCause().getMessage()
                            + "). Grant the user ALTER on the topic, or have another user run millrace topics apply, then restart this"
                            + " process: nothing is lost meanwhile",
                    e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The brokers learn of it one after the other. */
    private void awaitPartitions(Admin admin, String topic, int wanted) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (partitions(admin, topic) < wanted) {
            if (System.nanoTime() > giveUpAt) {
                throw new TimeoutException("The new partitions of " + topic + " are not visible yet");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    /** 0 when there is no such topic. */
    private static int partitions(Admin admin, String topic) {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        return new TimeoutException("Interrupted while looking at the partitions");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.millrace.batch.SourceChangedException;
import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.pipeline.watch.BrokerFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks regularly whether each source is still the topic that it was when its pipeline started, and whether what was missing at
 * the start exists by now. Kafka Streams itself would wait in vain for a commit of offsets of a topic that is gone, or take the
 * offsets of a new one for those of the old.
 */
public final class SourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private static final long BETWEEN_LOOKS_SECONDS = 5;

    private static final long BETWEEN_FIGURES_SECONDS = 15;

    /** How many times in a row it must be gone, as a broker may not know all topics yet. */
    private static final int TIMES_GONE = 2;

    private final MillraceConfig config;
    private final Pipelines pipelines;
    private final BrokerFigures figures;
    private final Admin admin;
    private final Map<String, Integer> timesGone = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "source-watch");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param figures is shown the brokers, less often, as long as it is at it */
    public SourceWatch(MillraceConfig config, Pipelines pipelines, BrokerFigures figures) {
        this.config = config;
        this.figures = figures;
        this.pipelines = pipelines;
        admin = AdminClients.make(config);
    }

    /**
     * Checks from now on.
     *
     * @param late starts pipelines that could not start earlier, if they can by now
     */
    public void start(Runnable late) {
        Future<?> unused = thread.scheduleWithFixedDelay(
                () -> {
                    look();
                    attempt(late);
                },
                0,
                BETWEEN_LOOKS_SECONDS,
                TimeUnit.SECONDS);
        // By the clock: brokers that do not answer must not make it later that they are asked again.
        Future<?> unusedToo = thread.scheduleAtFixedRate(
                () -> attempt(() -> figures.look(admin)), 0, BETWEEN_FIGURES_SECONDS, TimeUnit.SECONDS);
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("cause", e.getMessage())
                    .log("Cannot ask the brokers, nor start what waits for them");
        }
    }

    private void look() {
        for (RunningPipeline pipeline : pipelines.alive()) {
            try {
                look(pipeline);
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("pipeline", pipeline.name())
                        .log("Cannot check whether its source topic still exists");
            }
        }
    }

    private void look(RunningPipeline pipeline) {
        Uuid before = pipeline.sourceId();
        SourceChangedException change =
                before == null ? null : change(config.pipeline(pipeline.name()).sourceTopic(), before);
        if (change != null) {
            pipeline.fail(change, config);
        }
    }

    /** Null when there is none, or when it cannot be determined. */
    private SourceChangedException change(String topic, Uuid before) {
        KafkaFuture<TopicDescription> answer =
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
        try {
            Uuid id = answer.get().topicId();
            timesGone.remove(topic);
            return before.equals(id) ? null : SourceChangedException.recreated(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return timesGone.merge(topic, 1, Integer::sum) < TIMES_GONE ? null : SourceChangedException.gone(topic);
            }
            // Whatever it is, the stream itself suffers from it and says so.
            timesGone.remove(topic);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close();
    }
}

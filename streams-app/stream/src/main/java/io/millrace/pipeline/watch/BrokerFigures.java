// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.metrics.Metric;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What only the brokers know of each pipeline: how far its group is behind, whoever reads, and how many replicas the topics
 * that the stream reads or writes have in sync. Looked up by one thread; what was found last is shown until the next answer.
 */
public final class BrokerFigures {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFigures.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final double MILLIS = 1_000;

    /** Of one pipeline. */
    interface Question<T> {
        T ask(Admin admin, PipelineConfig pipeline) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private final List<PipelineConfig> pipelines;
    private final Question<Replicas> replicasOf;
    private final Question<Lag> lagOf;
    private final Map<String, Replicas> replicas = new ConcurrentHashMap<>();
    private final Map<String, Lag> lags = new ConcurrentHashMap<>();
    private volatile long answeredAt;
    /** What the brokers did not tell when they were asked last. */
    private final Set<String> silent = new HashSet<>();

    public BrokerFigures(MillraceConfig config, MeterRegistry registry) {
        this(config, registry, Replicas::of, Lag::of);
    }

    BrokerFigures(MillraceConfig config, MeterRegistry registry, Question<Replicas> replicasOf, Question<Lag> lagOf) {
        this.replicasOf = replicasOf;
        this.lagOf = lagOf;
        pipelines = config.pipelines();
        for (PipelineConfig pipeline : pipelines) {
            gauge(registry, Metric.GROUP_LAG, pipeline, lags, Lag::events);
            gauge(registry, Metric.GROUP_LAG_MAX, pipeline, lags, Lag::most);
            gauge(registry, Metric.AT_MINIMUM, pipeline, replicas, Replicas::atMinimum);
            gauge(registry, Metric.BELOW_MINIMUM, pipeline, replicas, Replicas::belowMinimum);
        }
        Gauge.builder(Metric.BROKERS_ASKED.meter(), this, figures -> figures.answeredAt / MILLIS)
                .register(registry);
    }

    private static <T> void gauge(
            MeterRegistry registry,
            Metric metric,
            PipelineConfig pipeline,
            Map<String, T> found,
            ToDoubleFunction<T> figure) {
        Gauge.builder(metric.meter(), found, all -> {
                    T known = all.get(pipeline.name());
                    return known == null ? Double.NaN : figure.applyAsDouble(known);
                })
                .tags("pipeline", pipeline.name())
                .strongReference(true)
                .register(registry);
    }

    /**
     * Asks for all pipelines: first of replicas, since where too few are in sync a new leader does not tell where its partitions end, and those
     * beside would wait for it in vain. What is refused, or not told in time, is a warning once. Replicas stay as they were then; a lag that
     * is not told by brokers that do answer is unknown.
     */
    public void look(Admin admin) {
        if (ask("replicas", admin, pipelines, replicasOf, replicas)) {
            Map<String, Lag> told = new HashMap<>();
            ask("lag", admin, pipelines.stream().filter(this::mayTellEnds).toList(), lagOf, told);
            lags.putAll(told);
            lags.keySet().retainAll(told.keySet());
        }
    }

    private boolean mayTellEnds(PipelineConfig pipeline) {
        Replicas known = replicas.get(pipeline.name());
        return known == null || known.belowMinimum() == 0;
    }

    /** False when nobody answers, and no answer about the other pipelines would come: what is looked after by this thread beside has to wait. */
    private <T> boolean ask(
            String what, Admin admin, List<PipelineConfig> about, Question<T> question, Map<String, T> found) {
        for (PipelineConfig pipeline : about) {
            String subject = what + " of " + pipeline.name();
            try {
                found.put(pipeline.name(), question.ask(admin, pipeline));
                answeredAt = System.currentTimeMillis();
                silent.remove(subject);
            } catch (ExecutionException e) {
                untold(pipeline, what, e.getCause());
            } catch (TimeoutException e) {
                untold(pipeline, what, e);
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void untold(PipelineConfig pipeline, String what, Throwable why) {
        LOG.atLevel(silent.add(what + " of " + pipeline.name()) ? Level.WARN : Level.DEBUG)
                .addKeyValue("pipeline", pipeline.name())
                .addKeyValue("what", what)
                .addKeyValue("cause", why.toString())
                .log("The brokers do not tell of it; what they said of replicas stays as it was, and a lag is unknown");
    }

    static <T> T answer(KafkaFuture<T> asked) throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}

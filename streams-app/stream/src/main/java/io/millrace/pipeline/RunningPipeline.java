// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.secrets.Secrets;
import io.millrace.instance.PipelineStatus;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.pipeline.start.StartException;
import io.millrace.pipeline.watch.EngineMetrics;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.top.RollupWindows;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One pipeline of a process, through all its runs. One that fails for good says so and stops, without affecting the others.
 * Started, switched and stopped by one thread at a time; queried by any.
 */
public final class RunningPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPipeline.class);

    private static final List<String> STATES = Stream.concat(
                    Stream.of(KafkaStreams.State.values()).map(Enum::name), Stream.of(PipelineStatus.FAILED))
            .toList();

    private final String name;
    private final PipelineMetrics metrics;
    private final Counter replaced;
    private final EngineMetrics engineMetrics;
    private final Runnable whenOver;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile String problem;
    /** The problem that was logged last, until it starts. */
    private volatile String told;

    private volatile StreamRun run;
    /** Whether the run gives way to the next one. */
    private volatile boolean leaving;

    /** @param whenOver is called when it has stopped for good */
    public RunningPipeline(PipelineConfig config, MeterRegistry registry, Runnable whenOver) {
        name = config.name();
        this.whenOver = whenOver;
        metrics = new PipelineMetrics(
                registry, name, config.routes().topics(), config.rollups().names());
        replaced = Counter.builder(Metric.THREADS_REPLACED.meter())
                .tag("pipeline", name)
                .register(registry);
        Gauge.builder(
                        Metric.PIPELINE_RUNNING.meter(),
                        this,
                        pipeline -> pipeline.status().isFailed() ? 0 : 1)
                .tag("pipeline", name)
                .register(registry);
        for (String state : STATES) {
            Gauge.builder(
                            Metric.STREAMS_STATE.meter(),
                            this,
                            pipeline -> pipeline.status().state().equals(state) ? 1 : 0)
                    .tags("pipeline", name, "state", state)
                    .register(registry);
        }
        Gauge.builder(Metric.COMMIT_AGE.meter(), this, RunningPipeline::commitAgeSeconds)
                .tag("pipeline", name)
                .register(registry);
        engineMetrics = new EngineMetrics(registry, name, config.sourceTopic(), config.dlqTopic(), this::engine);
    }

    private double commitAgeSeconds() {
        StreamRun now = run;
        return now == null ? 0 : now.commitAge().seconds();
    }

    private Map<MetricName, ? extends org.apache.kafka.common.Metric> engine() {
        StreamRun now = run;
        return now == null ? Map.of() : now.measured();
    }

    public String name() {
        return name;
    }

    /** Creates the first run without starting it. Throws what prevents that. */
    void prepare(SharedParts shared) {
        run = new StreamRun(shared, shared.config().pipeline(name), metrics, replaced, engineMetrics::keep);
    }

    /** Throws what would prevent it from running like that. Changes nothing. */
    void tryOut(SharedParts shared) {
        StreamRun.tryOut(shared, shared.config().pipeline(name), metrics, replaced);
    }

    /** Starts what was prepared; throws what prevents that. */
    void begin() {
        leaving = false;
        told = null;
        StreamRun begun = run;
        begun.start((now, before) -> changed(begun, now, before));
    }

    /**
     * The old run commits and ends, then the new one starts, if it is still wanted; throws what prevents that. A pipeline that had
     * failed is tried again, and counts as failed until all is ready.
     */
    void switchTo(SharedParts shared, BooleanSupplier isWanted) {
        StreamRun old = run;
        leaving = true;
        boolean isGone = old == null || old.giveWayTo(shared.effective(), isWanted);
        if (!isGone || !isWanted.getAsBoolean()) {
            return;
        }
        prepare(shared);
        failure.set(null);
        problem = null;
        begin();
    }

    /** Of the present run, or null. */
    ResolvedConfig effective() {
        StreamRun now = run;
        return now == null ? null : now.effective();
    }

    /** Of the present run, or null when there is none. */
    RollupWindows windows() {
        StreamRun now = run;
        return now == null || isFailed() ? null : now.windows();
    }

    /** The topic that the present run reads, or null when there is no run. */
    Uuid sourceId() {
        StreamRun now = run;
        return now == null ? null : now.sourceId();
    }

    private void changed(StreamRun changed, KafkaStreams.State now, KafkaStreams.State before) {
        LOG.atInfo()
                .addKeyValue("pipeline", name)
                .addKeyValue("before", before)
                .addKeyValue("now", now)
                .log("State changed");
        if (now == KafkaStreams.State.ERROR && changed == run && !leaving) {
            Throwable cause = changed.fatal();
            fail(
                    cause == null ? new IllegalStateException("Kafka Streams is in state ERROR") : cause,
                    changed.effective().config());
        }
    }

    /** Stops for good, while the other pipelines keep running. */
    void fail(Throwable cause, MillraceConfig config) {
        if (failure.get() == null) {
            // Before the failure itself: whoever sees that sees this.
            problem = Secrets.hiddenIn(Advice.on(cause, config, name));
        }
        if (failure.compareAndSet(null, cause)) {
            end(cause);
        }
    }

    /** The same when it was to start once more, in place of what it had failed for before. */
    void failAgain(Throwable cause, MillraceConfig config) {
        problem = Secrets.hiddenIn(Advice.on(cause, config, name));
        failure.set(cause);
        end(cause);
    }

    private void end(Throwable cause) {
        tell(cause);
        StreamRun now = run;
        if (now != null && now.state() != KafkaStreams.State.ERROR) {
            // It may be in the middle of a commit that never ends.
            Thread stopping = new Thread(now::stop, "stop-" + name);
            stopping.setDaemon(true);
            stopping.start();
        }
        whenOver.run();
    }

    /** One that cannot start is retried every few seconds, so the reason is logged only once. */
    private void tell(Throwable cause) {
        LOG.atLevel(problem.equals(told) ? Level.DEBUG : Level.ERROR)
                .addKeyValue("pipeline", name)
                .addKeyValue("problem", problem)
                .log(
                        cause instanceof StartException
                                ? "The pipeline cannot start"
                                : "The pipeline has stopped for good; any others of this process keep running");
        LOG.atDebug().setCause(cause).log("What stopped it");
        told = problem;
    }

    boolean isFailed() {
        return failure.get() != null;
    }

    /** What stopped it, or null. */
    Throwable failure() {
        return failure.get();
    }

    PipelineStatus status() {
        StreamRun now = run;
        if (isFailed()) {
            return PipelineStatus.failed(problem);
        }
        if (now == null) {
            return new PipelineStatus(KafkaStreams.State.CREATED.name(), null);
        }
        // It is over as soon as that is known, not only when everything is closed.
        return now.fatal() == null
                ? new PipelineStatus(now.state().name(), null)
                : PipelineStatus.failed(
                        Secrets.hiddenIn(Advice.on(now.fatal(), now.effective().config(), name)));
    }

    void stop() {
        StreamRun now = run;
        if (now != null) {
            now.stop();
        }
    }
}

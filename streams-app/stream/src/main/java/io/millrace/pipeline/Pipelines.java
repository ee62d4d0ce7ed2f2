// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.instance.PipelineStatus;
import io.millrace.pipeline.start.StartChecks;
import io.millrace.pipeline.start.StartException;
import io.millrace.top.RollupWindows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The pipelines of a process. A failure affects only the pipeline it happens in, until none is left. */
public final class Pipelines {
    private final List<RunningPipeline> all;
    private final CountDownLatch ended = new CountDownLatch(1);

    public Pipelines(MillraceConfig config, MeterRegistry registry) {
        all = config.pipelines().stream()
                .map(pipeline -> new RunningPipeline(pipeline, registry, this::endIfNoneIsLeft))
                .toList();
    }

    /**
     * Creates the first run of each. Throws {@link StartException} when none could start, or when something they share is missing.
     *
     * @param faults why a pipeline cannot start, by name
     */
    public void prepare(SharedParts shared, Map<String, List<String>> faults) {
        for (RunningPipeline pipeline : all) {
            try {
                if (faults.containsKey(pipeline.name())) {
                    throw StartChecks.notReady(faults.get(pipeline.name()));
                }
                pipeline.prepare(shared);
            } catch (RuntimeException e) {
                if (isOutage(e)) {
                    throw e;
                }
                pipeline.fail(e, shared.config());
            }
        }
        if (all.stream().allMatch(RunningPipeline::isFailed)) {
            Throwable first = all.get(0).failure();
            throw all.size() == 1 && first instanceof RuntimeException only
                    ? only
                    : new StartException("No pipeline can start: " + problems(), first);
        }
    }

    /** The registry does not answer: that concerns all of them. */
    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof StartException && failure.getCause() instanceof IOException;
    }

    public void begin(MillraceConfig config) {
        for (RunningPipeline pipeline : alive()) {
            try {
                pipeline.begin();
            } catch (RuntimeException e) {
                pipeline.fail(e, config);
            }
        }
    }

    /** Those that could not start, for reasons that may be fixed outside the process. */
    public List<RunningPipeline> waiting() {
        return all.stream()
                .filter(pipeline -> pipeline.failure() instanceof StartException)
                .toList();
    }

    public void beginAnew(RunningPipeline pipeline, SharedParts shared) {
        try {
            pipeline.switchTo(shared, () -> true);
        } catch (RuntimeException e) {
            pipeline.failAgain(e, shared.config());
        }
    }

    /** Those that have not stopped for good. */
    public List<RunningPipeline> alive() {
        return all.stream().filter(pipeline -> !pipeline.isFailed()).toList();
    }

    List<RunningPipeline> all() {
        return all;
    }

    public Map<String, PipelineStatus> status() {
        Map<String, PipelineStatus> status = new TreeMap<>();
        all.forEach(pipeline -> status.put(pipeline.name(), pipeline.status()));
        return status;
    }

    /** What the pipeline of that name has open; null when it does not run. */
    public RollupWindows windows(String pipeline) {
        return all.stream()
                .filter(one -> one.name().equals(pipeline))
                .findFirst()
                .map(RunningPipeline::windows)
                .orElse(null);
    }

    private void endIfNoneIsLeft() {
        if (alive().isEmpty()) {
            ended.countDown();
        }
    }

    /** Waits until none is left; throws {@link StreamFailedException} unless they were stopped. */
    public void await() throws InterruptedException {
        ended.await();
        if (alive().isEmpty()) {
            throw new StreamFailedException(problems(), all.get(all.size() - 1).failure());
        }
    }

    private String problems() {
        List<String> problems = new ArrayList<>();
        status().forEach((name, status) -> problems.add(name + ": " + status.problem()));
        return problems.stream().collect(Collectors.joining("; "));
    }

    /** All at once, as each may take its time. */
    public void stop() {
        List<Thread> stopping = all.stream()
                .map(pipeline -> new Thread(pipeline::stop, "stop-" + pipeline.name()))
                .toList();
        stopping.forEach(Thread::start);
        for (Thread thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        ended.countDown();
    }
}

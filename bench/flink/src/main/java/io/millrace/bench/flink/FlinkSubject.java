// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.util.ExceptionUtils;

/** The job, in a cluster of its own in this JVM; one subject to a JVM, as what it counts is the JVM's. */
public final class FlinkSubject implements Subject {
    private static final long PATIENCE_SECONDS = 60;

    private final Spec spec;
    private JobClient job;
    private CompletableFuture<JobExecutionResult> end;

    public FlinkSubject(Spec spec) {
        this.spec = spec;
    }

    @Override
    public void start() throws Exception {
        job = new BatchJob(spec).start();
        end = job.getJobExecutionResult();
    }

    @Override
    public long processed() {
        if (end.isCompletedExceptionally()) {
            end.join();
        }
        return Progress.events();
    }

    /**
     * Stops with a savepoint and drains: the source reads no more, the open windows fire, and the sink commits all of it
     * with the savepoint. A job that finishes so has committed every batch that it made.
     *
     * @return the events in these batches; the offsets of the consumer group would say less, as the source does not wait
     *     for its last commit of them
     */
    @Override
    public long stop() throws ExecutionException, InterruptedException, TimeoutException {
        drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Progress.batched();
    }

    /** Some task may have come to work before another one has started, and until then there is no savepoint. */
    @SuppressWarnings("ThreadSleepMillis")
    private void drain(long deadline) throws ExecutionException, InterruptedException, TimeoutException {
        String folder = new FlinkSettings(spec).folder("savepoints");
        while (true) {
            try {
                job.stopWithSavepoint(true, folder, SavepointFormatType.NATIVE).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!isStarting(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static boolean isStarting(ExecutionException e) {
        return ExceptionUtils.findThrowable(e, CheckpointException.class)
                .filter(thrown ->
                        thrown.getCheckpointFailureReason() == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING)
                .isPresent();
    }
}

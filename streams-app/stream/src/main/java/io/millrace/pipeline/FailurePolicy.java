// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.micrometer.core.instrument.Counter;
import io.millrace.decode.RegistryUnavailableException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a failed stream thread means: if the cause may pass, a new thread starts over from the last commit; if not, this
 * pipeline stops, and the first cause is kept.
 */
public final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private static final long PAUSE_MS = 500;

    private final String pipeline;
    private final Counter replaced;
    private final Consumer<Thread> beforeReplacing;
    private final Runnable beforeEnding;
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();

    /**
     * @param beforeReplacing is told the thread that failed, in that thread
     * @param beforeEnding is run in the thread that failed, whatever becomes of it, while its clients are still there
     */
    FailurePolicy(String pipeline, Counter replaced, Consumer<Thread> beforeReplacing, Runnable beforeEnding) {
        this.pipeline = pipeline;
        this.replaced = replaced;
        this.beforeReplacing = beforeReplacing;
        this.beforeEnding = beforeEnding;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        beforeEnding.run();
        if (mayPass(failure)) {
            replaced.increment();
            LOG.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("cause", root(failure))
                    .log("A stream thread failed and is being replaced; it continues from the last commit");
            beforeReplacing.accept(Thread.currentThread());
            pause();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal.compareAndSet(null, failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** What fails as soon as it starts must not keep the whole group busy. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A source that is missing is among them: the whole group is told so when one member has not heard of it yet, or still remembers
     * that it was deleted. Whether it is gone, {@link SourceWatch} finds out.
     */
    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException
                    || cause instanceof RetriableException
                    || cause instanceof MissingSourceTopicException
                    || InternalTopics.isOutOfStep(cause)) {
                return true;
            }
        }
        return false;
    }

    public static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What stopped the pipeline, or null. */
    Throwable fatal() {
        return fatal.get();
    }
}

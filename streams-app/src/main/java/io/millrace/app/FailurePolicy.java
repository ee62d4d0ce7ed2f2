package io.millrace.app;

import io.micrometer.core.instrument.Counter;
import io.millrace.decode.RegistryUnavailableException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a failed stream thread means: if the cause may pass, a new thread starts over from the last commit; if not, the
 * process stops and the first cause is kept for the exit.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final Counter replaced;
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();

    FailurePolicy(Counter replaced) {
        this.replaced = replaced;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (mayPass(failure)) {
            replaced.increment();
            LOG.atWarn()
                    .addKeyValue("cause", root(failure))
                    .log("A stream thread failed and is replaced; it goes on from the last commit");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal.compareAndSet(null, failure);
        LOG.atError().setCause(failure).log("A stream thread failed for good; the process stops");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** The process cannot go on for a reason outside any stream thread. */
    void stop(Throwable cause) {
        fatal.compareAndSet(null, cause);
    }

    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException || cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What stopped the process, or null. */
    Throwable fatal() {
        return fatal.get();
    }
}

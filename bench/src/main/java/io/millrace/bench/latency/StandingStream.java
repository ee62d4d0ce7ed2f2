// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.streams.StreamsSubject;
import io.millrace.bench.subject.Spec;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topology in a process of its own that works until it gets a SIGTERM. Argument: the file of its {@link Spec}. */
public final class StandingStream {
    private static final Logger LOG = LoggerFactory.getLogger(StandingStream.class);
    private static final long LOOK_MS = 100;

    private StandingStream() {}

    public static void main(String[] args) throws Exception {
        StreamsSubject subject = new StreamsSubject(Spec.read(Path.of(args[0])));
        subject.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(subject)));
        try {
            lookAt(subject);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The stream is gone");
            Runtime.getRuntime().halt(1);
        }
    }

    /** For ever, or until it fails. */
    @SuppressWarnings({"ThreadSleepMillis", "InfiniteLoopStatement"})
    private static void lookAt(StreamsSubject subject) throws InterruptedException {
        while (true) {
            subject.processed();
            Thread.sleep(LOOK_MS);
        }
    }

    private static void stop(StreamsSubject subject) {
        try {
            subject.stop();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

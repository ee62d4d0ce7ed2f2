// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.data.JsonClicks;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/**
 * One thread that compresses the lines of one object again and again, with the JDK's own stream at its own level, which
 * is the sink's: what is left when a sink does nothing but gzip.
 */
public final class GzipLoop implements Subject {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OneThread thread;

    public GzipLoop(Spec spec) {
        int events = (int) spec.number(Spec.BATCH_EVENTS);
        byte[] lines = JsonClicks.lines(events, (int) spec.number(LoopRun.EVENT_BYTES));
        thread = new OneThread(() -> gzip(lines), events);
    }

    static byte[] gzip(byte[] lines) throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream(BUFFER_BYTES);
        try (GZIPOutputStream gzip = new GZIPOutputStream(object, BUFFER_BYTES)) {
            gzip.write(lines);
        }
        return object.toByteArray();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public long processed() {
        return thread.processed();
    }

    @Override
    public long stop() throws InterruptedException {
        return thread.stop();
    }
}

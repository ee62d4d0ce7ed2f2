// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** A producer that sends, ten times a second to each partition, what becomes a dead letter. */
public final class Flood implements Fault {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongFunction<String> event;

    /** @param event as it is sent at a time, in milliseconds */
    public Flood(LongFunction<String> event) {
        this.event = event;
    }

    @Override
    public Undo in(Scene scene) {
        AtomicBoolean over = new AtomicBoolean();
        Thread producer = new Thread(() -> send(scene.deployment().config(), over), "flood");
        producer.setDaemon(true);
        producer.start();
        return () -> over.set(true);
    }

    private void send(MillraceConfig config, AtomicBoolean over) {
        PipelineConfig pipeline = config.pipeline("logs");
        try (RawEvents events = new RawEvents(config)) {
            while (!over.get()) {
                events.send(pipeline, event.apply(System.currentTimeMillis()).getBytes(StandardCharsets.UTF_8));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}

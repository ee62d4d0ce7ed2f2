// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.PipelineConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A producer that sends, some tens of times a second, what is no event. */
public final class PoisonFlood implements Fault {
    private static final byte[] POISON = "{\"ts\": ".getBytes(StandardCharsets.US_ASCII);
    private static final long PAUSE_MS = 100;

    /** The alert compares with what was five minutes ago. */
    @Override
    public Duration history() {
        return Duration.ofMinutes(6);
    }

    @Override
    public Undo in(Scene scene) {
        PipelineConfig pipeline = scene.deployment().config().pipeline("logs");
        RawEvents events = new RawEvents(scene.deployment().config());
        Thread producer = new Thread(() -> flood(events, pipeline), "poison");
        producer.setDaemon(true);
        producer.start();
        return producer::interrupt;
    }

    private static void flood(RawEvents events, PipelineConfig pipeline) {
        try (events) {
            while (true) {
                events.send(pipeline, POISON);
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.millrace.config.MillraceConfig;
import io.millrace.gateway.send.EventProducer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All producers with other settings, while requests come in. Until every new one knows its topic, nothing changes. */
final class LiveSwitch implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MS = 20;

    private final Map<Lane, EventProducer.Replacement> replacements = new LinkedHashMap<>();

    /** Throws Kafka's own exceptions for settings that it refuses. */
    LiveSwitch(List<Lane> lanes, MillraceConfig target) {
        try {
            for (Lane lane : lanes) {
                replacements.put(lane, lane.producer().prepare(target));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Whether the new producers have taken over; false when that takes too long.
     *
     * @param limit until they know their topics
     * @param patience for what the previous ones have sent
     */
    boolean run(Duration limit, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!areReady()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
        replacements.forEach((lane, replacement) -> {
            replacement.takeOver(patience);
            lane.metrics().producerReplaced();
        });
        return true;
    }

    /** Those whose present producer does not know its topic either need not wait for it. */
    private boolean areReady() {
        return replacements.entrySet().stream()
                .filter(entry -> !entry.getValue().isReady())
                .noneMatch(entry -> entry.getKey().producer().isReady());
    }

    @Override
    public void close() {
        replacements.values().forEach(EventProducer.Replacement::close);
    }
}

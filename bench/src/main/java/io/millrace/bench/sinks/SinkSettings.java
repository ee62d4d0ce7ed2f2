// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.bed.TestBed;
import java.util.HashMap;
import java.util.Map;

/** What every sink is told here; the rest is its default. */
public final class SinkSettings {
    /** As many as the local stack has Connect poll at once: they wait in its heap. */
    public static final int BATCHES_PER_POLL = 16;

    private SinkSettings() {}

    public static String batches(String run) {
        return run + ".batches";
    }

    public static String deadLetters(String run) {
        return run + ".dlq";
    }

    /** What a subject's task is told, but for its target. */
    public static Map<String, String> of(TestBed bed, String run) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name", run,
                "topics", batches(run),
                "max.in.flight", Integer.toString(DeliveryRun.CONNECTIONS)));
        settings.putAll(deadLetters(bed, run));
        return settings;
    }

    /** Where dead letters go. */
    public static Map<String, String> deadLetters(TestBed bed, String run) {
        return Map.of("dead.letter.topic", deadLetters(run), "dead.letter.bootstrap.servers", bed.bootstrapServers());
    }

    /** For the spec of {@link SinkSubject}. */
    public static Map<String, String> spec(String task, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>();
        values.put(SinkSubject.TASK, task);
        settings.forEach((key, value) -> values.put(SinkSubject.SETTING + key, value));
        return values;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What a subject is told, by key. */
public record Spec(Map<String, String> values) {
    /** Where the broker is. */
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    /** The topic of the events. */
    public static final String TOPIC = "topic";
    /** How many events there are to work on; the clock stops when they are done. */
    public static final String EVENTS = "events";
    /** The bytes of an event's value. */
    public static final String EVENT_BYTES = "event.bytes";
    /** The topic for what comes out, made before. */
    public static final String SINK_TOPIC = "sink.topic";
    /** Unique for each run: a group id, a prefix of names. */
    public static final String RUN = "run";
    /** A folder that is the run's alone; whoever started the run deletes it. */
    public static final String FOLDER = "folder";
    /** Work done before the clock starts, in milliseconds from the first event on. */
    public static final String WARM_MS = "warm.ms";
    /** How long the clock runs before the subject is told to stop; less when the events run out. */
    public static final String MEASURE_MS = "measure.ms";
    /** There, with any value, when the subject works in {@link Turns}; nothing about its times counts then. */
    public static final String TURNS = "turns";
    /** {@code at_least_once} or {@code exactly_once_v2}. */
    public static final String GUARANTEE = "guarantee";
    /** Milliseconds between commits. */
    public static final String COMMIT_MS = "commit.ms";
    /** Events of a full batch. */
    public static final String BATCH_EVENTS = "batch.events";
    /** Threads that work. */
    public static final String THREADS = "threads";

    public Spec {
        values = Map.copyOf(values);
    }

    public static Spec read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return new Spec(values);
    }

    /** A value that must be there. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("The spec has no " + key);
        }
        return value;
    }

    public String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    public long number(String key) {
        return Long.parseLong(text(key));
    }

    public long number(String key, long otherwise) {
        return values.containsKey(key) ? number(key) : otherwise;
    }

    public Path folder() {
        return Path.of(text(FOLDER));
    }
}

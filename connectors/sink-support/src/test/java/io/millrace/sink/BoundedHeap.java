// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A sink's delivery loop in a JVM whose heap ends where every sink promises that it does: at twice the largest batch for each delivery in
 * flight, and 128 MiB for all the rest.
 */
public final class BoundedHeap {
    public static final int BATCHES = 12;

    /** In each batch. */
    public static final int EVENTS = 1_000;

    private static final int EVENT_BYTES = 8 * 1024;
    private static final long BESIDE = 128L * 1024 * 1024;

    private BoundedHeap() {}

    /** Makes what delivers, in that JVM. Has a constructor without parameters that the test of a sink may keep to its package. */
    public interface Sink {
        Destination destination(Map<String, String> settings) throws Exception;

        Failures failures();

        /** A batch as it comes from Kafka; {@value #EVENTS} events with a field {@code a} that counts from 0, unless others say more. */
        default byte[] batch(int number) {
            return BoundedHeap.batch(number);
        }
    }

    /** Returns when all {@value #BATCHES} batches are delivered. */
    public static void deliver(Class<? extends Sink> sink, Map<String, String> settings) throws Exception {
        Sink made = make(sink);
        Path folder = Files.createTempDirectory("heap");
        Path output = folder.resolve("output");
        long largest = 0;
        for (int i = 0; i < BATCHES; i++) {
            largest = Math.max(largest, Files.size(Files.write(folder.resolve(Integer.toString(i)), made.batch(i))));
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (2L * RunningSink.THREADS * largest + BESIDE),
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                BoundedHeap.class.getName(),
                sink.getName(),
                folder.toString()));
        settings.forEach((key, value) -> line.add(key + '=' + value));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(() -> text(output)).isZero();
        } finally {
            process.destroyForcibly();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** {@code arguments} are the name of a {@link Sink}, the folder of the batches, and its settings. */
    public static void main(String... arguments) throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(10));
        Sink sink = make(Class.forName(arguments[0]).asSubclass(Sink.class));
        Map<String, String> settings = new HashMap<>();
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            String[] parts = setting.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        try (RunningSink running = new RunningSink(sink.destination(settings), sink.failures(), RunningSink.THREADS)) {
            for (int offset = 0; offset < BATCHES; offset++) {
                Awaitility.await().until(() -> running.metrics.getInFlight() < RunningSink.THREADS);
                byte[] batch = Files.readAllBytes(Path.of(arguments[1], Integer.toString(offset)));
                running.put(TestBatches.record(RunningSink.A, offset, batch));
            }
            running.awaitCommittable(BATCHES, BATCHES);
        }
        // Whatever threads a client has.
        System.exit(0);
    }

    private static Sink make(Class<? extends Sink> sink) throws ReflectiveOperationException {
        Constructor<? extends Sink> constructor = sink.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static byte[] batch(int number) {
        String[] events = new String[EVENTS];
        String text = "x".repeat(EVENT_BYTES);
        for (int i = 0; i < EVENTS; i++) {
            events[i] = "{\"a\":" + (number * EVENTS + i) + ",\"b\":\"" + text + "\"}";
        }
        return TestBatches.json((long) number * EVENTS, events);
    }
}

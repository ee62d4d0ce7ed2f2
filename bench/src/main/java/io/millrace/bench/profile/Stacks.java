// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profile;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Call stacks with their weights.
 *
 * @param weights by stack, frames from the outermost on with {@code ;} between them
 */
public record Stacks(Map<String, Long> weights) {
    public Stacks {
        weights = Map.copyOf(weights);
    }

    /** How often Java code was seen on a processor; what waits or runs in native code is not sampled. */
    public static Stacks ofCpu(Path recording, Instant begin, Instant end) throws IOException {
        return of(recording, begin, end, "jdk.ExecutionSample", event -> 1);
    }

    /** Bytes that a sample stands for. */
    public static Stacks ofAllocation(Path recording, Instant begin, Instant end) throws IOException {
        return of(recording, begin, end, "jdk.ObjectAllocationSample", event -> event.getLong("weight"));
    }

    private static Stacks of(
            Path recording, Instant begin, Instant end, String kind, ToLongFunction<RecordedEvent> weight)
            throws IOException {
        Map<String, Long> weights = new HashMap<>();
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(kind)
                        && event.getStackTrace() != null
                        && !event.getStartTime().isBefore(begin)
                        && !event.getStartTime().isAfter(end)) {
                    weights.merge(stack(event.getStackTrace()), weight.applyAsLong(event), Long::sum);
                }
            }
        }
        return new Stacks(weights);
    }

    private static String stack(RecordedStackTrace trace) {
        List<String> frames = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            RecordedMethod method = frame.getMethod();
            frames.add(0, method.getType().getName() + '.' + method.getName());
        }
        return String.join(";", frames);
    }

    /** As every flame graph tool reads it: {@code frame;frame;frame weight} a line. */
    public String collapsed() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(weights)
                .forEach((stack, weight) ->
                        text.append(stack).append(' ').append(weight).append('\n'));
        return text.toString();
    }

    /** Writes the collapsed stacks to {@code base.collapsed} and the flame graph to {@code base.html}. */
    public void write(Path folder, String base) throws IOException {
        Files.writeString(folder.resolve(base + ".collapsed"), collapsed());
        FlameGraph.write(base, new StringReader(collapsed()), folder.resolve(base + ".html"));
    }

    /** The frames with the most weight of their own, and what they carry with all that they call, in percent. */
    public void printTop(int count, PrintWriter out) {
        Map<String, Long> self = new HashMap<>();
        Map<String, Long> total = new HashMap<>();
        weights.forEach((stack, weight) -> {
            String[] frames = stack.split(";", -1);
            self.merge(frames[frames.length - 1], weight, Long::sum);
            new LinkedHashSet<>(List.of(frames)).forEach(frame -> total.merge(frame, weight, Long::sum));
        });
        double all = weights.values().stream().mapToLong(Long::longValue).sum();
        out.println("   self  total  frame");
        self.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .forEach(frame -> out.printf(
                        "  %4.1f%%  %4.1f%%  %s%n",
                        100 * frame.getValue() / all, 100 * total.get(frame.getKey()) / all, frame.getKey()));
        out.flush();
    }
}

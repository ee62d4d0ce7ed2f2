// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.Fill;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Results;
import io.millrace.bench.model.Run;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One run after the other, each once a round. Those of the same data set are made together, round after round: it is written
 * before the first of them and deleted after the last, so the disk never holds two.
 */
final class Rounds {
    private static final int BRIEF = 3;

    private record Step(int round, Run run) {}

    private final TestBed bed;
    private final Duration every;
    private final PrintWriter out;
    private int round;
    private long roundBegan;

    /** @param every from the beginning of a round to that of the next, at least */
    Rounds(TestBed bed, Duration every, PrintWriter out) {
        this.bed = bed;
        this.every = every;
        this.out = out;
    }

    /** A run that fails is left out of its round and noted; the others go on. */
    Results of(List<Run> runs, int rounds) throws Exception {
        List<Step> steps = steps(runs, rounds);
        Timetable timetable =
                new Timetable(steps.stream().map(step -> step.run.name()).toList(), bed.pace());
        Results results = new Results();
        List<DataSet> there = List.of();
        for (Step step : steps) {
            begin(step.round);
            if (!step.run.data().equals(there)) {
                replace(there, step.run.data());
                there = step.run.data();
            }
            out.printf("%s round %d, %s, %s: ", timetable.next(), step.round, timetable.leftInWords(), step.run.name());
            out.flush();
            long begin = System.nanoTime();
            measure(step, results);
            timetable.took(Duration.ofNanos(System.nanoTime() - begin));
        }
        return results;
    }

    private static List<Step> steps(List<Run> runs, int rounds) {
        Map<List<DataSet>, List<Run>> together =
                runs.stream().collect(Collectors.groupingBy(Run::data, LinkedHashMap::new, Collectors.toList()));
        return together.values().stream()
                .flatMap(
                        some -> IntStream.rangeClosed(1, rounds).boxed().flatMap(round -> shuffled(some, round).stream()
                                .map(run -> new Step(round, run))))
                .filter(step -> step.round == 1 || !step.run.oncePerCommand())
                .toList();
    }

    /** Returns at once when it has begun. */
    private void begin(int next) throws InterruptedException {
        if (next == round) {
            return;
        }
        long left = every.toNanos() - (System.nanoTime() - roundBegan);
        if (next > 1 && left > 0) {
            out.printf(
                    "Waiting for the next round until %tT%n",
                    LocalTime.now(ZoneId.systemDefault()).plusNanos(left));
            out.flush();
            TimeUnit.NANOSECONDS.sleep(left);
        }
        round = next;
        roundBegan = System.nanoTime();
    }

    private void replace(List<DataSet> before, List<DataSet> after) throws Exception {
        for (DataSet data : before) {
            if (!after.contains(data)) {
                bed.topics().deleteAll(data.topic());
            }
        }
        for (DataSet data : after) {
            if (!before.contains(data)) {
                fill(data);
            }
        }
    }

    /** The same order in each command, another in each round: a run leaves the broker busy for whoever comes next. */
    private static List<Run> shuffled(List<Run> runs, int round) {
        List<Run> order = new ArrayList<>(runs);
        Collections.shuffle(order, new Random(round));
        return order;
    }

    private void measure(Step step, Results results) throws Exception {
        Run run = step.run;
        try {
            List<Figures> yielded = run.round(bed);
            yielded.forEach(figures -> results.add(run.name(), step.round, figures));
            out.println(yielded.isEmpty() ? "nothing" : brief(yielded.get(yielded.size() - 1)));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!bed.kafka().isAlive()) {
                throw e;
            }
            results.addFailure(run.name(), e);
            out.println("FAILED: " + e);
        }
        out.flush();
    }

    private void fill(DataSet data) throws Exception {
        long events = bed.pace().events(data.events());
        out.printf("Writing %,d events of %,d bytes to %s%n", events, data.eventBytes(), data.topic());
        out.flush();
        bed.topics().create(data.topic(), data.partitions());
        Fill.write(bed.bootstrapServers(), data, events);
    }

    private static String brief(Figures figures) {
        return Stream.of(Figure.values())
                .filter(figure -> figures.value(figure).isPresent())
                .limit(BRIEF)
                .map(figure -> figure.format(figures.value(figure).getAsDouble()) + ' ' + figure.label())
                .collect(Collectors.joining(", "));
    }
}

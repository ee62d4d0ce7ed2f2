// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.rehearsal.Rehearsal;
import io.millrace.plan.rehearsal.Rehearsed;
import io.millrace.plan.rehearsal.TaskLimits;
import io.millrace.plan.rehearsal.Traffic;
import io.millrace.schemas.CloseReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The batches of all partitions: those of one, which was rehearsed, times how many are busy. */
final class Flow {
    private static final int SMALL_BYTES = 128 * 1024;
    private static final int PER_MINUTE = 60;

    private final int busy;
    private final int perProcess;
    private final Rehearsed one;

    /** {@code processes} are those of the stream. */
    Flow(Facts facts, Load load, int processes, List<String> notes) {
        boolean grouped = !facts.pipeline().grouping().isOff();
        if (grouped && load.keys() == 0) {
            throw new ConfigException("--keys must say how many groups there are at a time, for "
                    + facts.pipeline().key("group.by") + " is set");
        }
        busy = load.keys() == 0 ? load.partitions() : Math.min(load.keys(), load.partitions());
        perProcess = ceilDiv(busy, processes);
        int groups = grouped ? ceilDiv(load.keys(), busy) : 0;
        one = Rehearsal.of(
                facts.pipeline(),
                new Traffic(load.eventsPerSecond() / busy, load.sizes(), load.keyBytes(), groups),
                new TaskLimits(
                        facts.config().config().bufferMaxBytes() / perProcess,
                        facts.config().config().commitInterval().toMillis(),
                        facts.config().config().exactlyOnce()));
        if (one.closed() == 0) {
            throw new ConfigException(
                    "So few events close no batch in the time that is rehearsed; raise --tps, or lower "
                            + facts.pipeline().key("max.age.ms"));
        }
        advise(notes);
    }

    private static int ceilDiv(int all, int each) {
        return (all + each - 1) / each;
    }

    private void advise(List<String> notes) {
        if (batchBytes() < SMALL_BYTES) {
            notes.add("Objects of " + Math.round(batchBytes() / 1024)
                    + " KiB before compression are small: requests cost more than"
                    + " storage. Fewer partitions, a longer max.age.ms or another profile makes larger ones.");
        }
        if (one.batches().getOrDefault(CloseReason.HEAP, 0L) > 0) {
            notes.add("Batches close early for want of heap: raise buffer.max.bytes, or run more stream processes.");
        }
    }

    List<Figure> figures() {
        Origin origin = Origin.rehearsed();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("batches", "events per batch, and object", Interval.of(eventsPerBatch()), "", origin));
        figures.add(new Figure(
                "batches", "batches, and objects, a minute", Interval.of(perSecond() * PER_MINUTE), "", origin));
        figures.add(new Figure("batches", "bytes of a batch", Interval.of(batchBytes()), "B", origin));
        one.batches().entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(reason -> figures.add(new Figure(
                        "batches",
                        "share closed by " + reason.getKey(),
                        Interval.of((double) reason.getValue() / one.closed()),
                        "",
                        origin)));
        figures.add(new Figure("memory", "open batches of a stream process", Interval.of(heapBytes()), "B", origin));
        return figures;
    }

    double eventsPerBatch() {
        return (double) one.events() / one.closed();
    }

    /** Batches; each is one object. */
    double perSecond() {
        return one.closed() / one.seconds() * busy;
    }

    double batchBytes() {
        return (double) one.batchBytes() / one.closed();
    }

    double batchBytesPerSecond() {
        return one.batchBytes() / one.seconds() * busy;
    }

    double stateBytesPerSecond() {
        return one.stateBytes() / one.seconds() * busy;
    }

    /** Held for open batches by one process. */
    double heapBytes() {
        return (double) one.mostHeapBytes() * perProcess;
    }

    /** Source partitions that have events. */
    int busy() {
        return busy;
    }

    int perProcess() {
        return perProcess;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Term;
import io.millrace.bench.pairs.Alternation.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two that take turns; a round yields the figures of each pair of slices.
 *
 * @param per what their events are divided by when they are compared
 */
public record PairRun(Entrant one, Entrant other, Per per) implements Run {
    /** What one event costs, in which currency. */
    public enum Per {
        /** Of the processes that are compared: what they use themselves. */
        CPU_SECOND(Figure.EVENTS_PER_CPU_SECOND, Figure.OTHER_EVENTS_PER_CPU_SECOND),
        /** Where most of the work is that of a server outside. */
        SECOND(Figure.EVENTS_PER_SECOND, Figure.OTHER_EVENTS_PER_SECOND);

        private final Figure one;
        private final Figure other;

        Per(Figure one, Figure other) {
            this.one = one;
            this.other = other;
        }
    }

    public PairRun(Entrant one, Entrant other) {
        this(one, other, Per.CPU_SECOND);
    }

    @Override
    public String name() {
        return one.name() + '/' + other.name();
    }

    @Override
    public List<DataSet> data() {
        return Stream.of(one, other)
                .flatMap(entrant -> entrant.data().stream())
                .distinct()
                .toList();
    }

    /** That the one does at least so many times the other's events in a second, or one of processor time. */
    public Claim atLeast(double bound, String says) {
        return Claim.atLeast(bound, says, new Term(name(), per.one), new Term(name(), per.other));
    }

    /** That the one allocates for an event at most what the other does, and the event once more. */
    public Claim allocatesAtMostTheEventBeyond(String says) {
        return Claim.atMost(
                1,
                says,
                new Term(name(), Figure.ALLOCATED_BYTES_PER_EVENT),
                new Term(name(), Figure.OTHER_ALLOCATED_AND_EVENT_BYTES));
    }

    private double eventBytes() {
        return data().stream().mapToInt(DataSet::eventBytes).max().orElse(0);
    }

    /** Both start anew when the input of one is over, until there are as many pairs of slices as there should be. */
    @Override
    public List<Figures> round(TestBed bed) throws Exception {
        List<Figures> pairs = new ArrayList<>();
        boolean goesOn = true;
        while (goesOn && pairs.size() < bed.pace().turns().pairs()) {
            try (Alternation alternation = Alternation.of(bed, one, other)) {
                goesOn = pass(alternation, bed.pace().turns(), pairs);
            }
        }
        return pairs;
    }

    /**
     * A slice in which the input ends is left out. The start is all there is to show when few events are gone before
     * the warm-up is over.
     *
     * @return whether it came beyond the warm-up, as another one would
     */
    private boolean pass(Alternation alternation, Pace.Turns turns, List<Figures> pairs) throws Exception {
        int before = pairs.size();
        Pair start = alternation.start();
        Pair next = start;
        for (int warm = 0; warm < turns.warm() && !next.isLast(); warm++) {
            next = alternation.next(turns);
        }
        while (pairs.size() < turns.pairs() && !next.isLast()) {
            next = alternation.next(turns);
            if (!next.isLast()) {
                figures(next).ifPresent(pairs::add);
            }
        }
        if (!pairs.isEmpty()) {
            return pairs.size() > before;
        }
        figures(start).ifPresent(pairs::add);
        return false;
    }

    private Optional<Figures> figures(Pair pair) {
        return Optional.of(pair).filter(Pair::counts).map(this::built);
    }

    private Figures built(Pair of) {
        Figures.Builder figures = Figures.builder()
                .with(Figure.EVENTS_PER_CPU_SECOND, of.one().eventsPerCpuSecond())
                .with(Figure.OTHER_EVENTS_PER_CPU_SECOND, of.other().eventsPerCpuSecond())
                .with(Figure.ALLOCATED_BYTES_PER_EVENT, of.one().allocatedBytesPerEvent())
                .with(Figure.OTHER_ALLOCATED_AND_EVENT_BYTES, of.other().allocatedBytesPerEvent() + eventBytes());
        if (per == Per.SECOND) {
            figures.with(Figure.EVENTS_PER_SECOND, of.one().eventsPerSecond())
                    .with(Figure.OTHER_EVENTS_PER_SECOND, of.other().eventsPerSecond());
        }
        return figures.build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.local.process.Signal;
import java.time.Duration;

/** Two running processes, of which at most one works at any time; the other one is stopped. */
final class Alternation implements AutoCloseable {
    private final Contestant one;
    private final Contestant other;
    private boolean isOtherFirst;

    /** A slice of each, one right after the other. */
    record Pair(Slice one, Slice other) {
        boolean counts() {
            return one.counts() && other.counts();
        }

        boolean isLast() {
            return one.isLast() || other.isLast();
        }
    }

    private Alternation(Contestant one, Contestant other) {
        this.one = one;
        this.other = other;
    }

    /** Starts one after the other. Both are stopped when this returns. */
    static Alternation of(TestBed bed, Entrant one, Entrant other) throws Exception {
        Contestant first = entered(bed, one);
        try {
            return new Alternation(first, entered(bed, other));
        } catch (Exception e) {
            first.close();
            throw e;
        }
    }

    private static Contestant entered(TestBed bed, Entrant entrant) throws Exception {
        Contestant contestant = entrant.enter(bed);
        try {
            Signal.STOP.send(contestant.pid());
            return contestant;
        } catch (Exception e) {
            contestant.close();
            throw e;
        }
    }

    /** Both start to work, until something has come of it. */
    Pair start() throws Exception {
        return next(Duration.ZERO, Duration.ZERO);
    }

    /** Whoever was second is first the next time, so that a steady change of the machine favours nobody. */
    Pair next(Pace.Turns turns) throws Exception {
        return next(turns.settling(), turns.slice());
    }

    private Pair next(Duration settling, Duration working) throws Exception {
        Slice first = turn(isOtherFirst ? other : one, settling, working);
        Slice second = turn(isOtherFirst ? one : other, settling, working);
        Pair pair = isOtherFirst ? new Pair(second, first) : new Pair(first, second);
        isOtherFirst = !isOtherFirst;
        return pair;
    }

    private static Slice turn(Contestant whose, Duration settling, Duration working) throws Exception {
        Signal.CONT.send(whose.pid());
        Slice slice = whose.work(settling, working);
        Signal.STOP.send(whose.pid());
        return slice;
    }

    @Override
    public void close() {
        try (one) {
            other.close();
        }
    }
}

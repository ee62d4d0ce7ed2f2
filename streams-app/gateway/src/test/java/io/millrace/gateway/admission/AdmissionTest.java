// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.gateway.AdmissionLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class AdmissionTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final AdmissionLimits LIMITS = new AdmissionLimits(Duration.ofMillis(800), 1_000, 3);

    private final AtomicBoolean draining = new AtomicBoolean();
    private final ByteBudget budget = new ByteBudget(LIMITS.maxBytes(), 2);
    private final FakePath path = new FakePath();
    private final Admission admission = admission();

    @Example
    void shouldRefuseWhileTheOldestRequestHasWaitedTooLong() {
        Waiting first = admission.backlog().begin(0);
        admission.backlog().begin(700 * MS);

        assertThat(admission.refusal(1, 800 * MS)).isNull();
        assertThat(admission.refusal(1, 801 * MS)).isEqualTo(ShedReason.QUEUE_AGE);
        first.end();
        assertThat(admission.refusal(1, 801 * MS)).isNull();
        assertThat(admission.backlog().oldestNanos(801 * MS)).isEqualTo(101 * MS);
    }

    @Example
    void shouldRefuseWhatTheBudgetHasNoRoomFor() {
        assertThat(admission.refusal(750, 0)).isNull();
        assertThat(admission.refusal(1, 0)).isEqualTo(ShedReason.BYTES);
        assertThat(admission().refusal(250, 0)).as("of another pipeline").isNull();
        assertThat(admission().refusal(251, 0)).isEqualTo(ShedReason.BYTES);
        admission.share().release(750);
        assertThat(admission.refusal(500, 0)).isNull();
    }

    @Example
    void shouldRefuseWhenNothingCanBeSentOrTheProcessStops() {
        path.full = true;
        assertThat(admission.refusal(1, 0)).isEqualTo(ShedReason.BUFFER);
        path.ready = false;
        assertThat(admission.refusal(1, 0)).isEqualTo(ShedReason.NOT_READY);
        draining.set(true);
        assertThat(admission.refusal(1, 0)).isEqualTo(ShedReason.DRAINING);
        assertThat(admission.share().used()).isZero();
    }

    @Example
    void shouldProbeOnceASecondAfterFailuresInARow() {
        admission.breaker().failed(0);
        admission.breaker().failed(0);
        admission.breaker().succeeded();
        for (int i = 0; i < 3; i++) {
            assertThat(admission.refusal(1, 0)).isNull();
            admission.breaker().failed(0);
        }

        assertThat(admission.refusal(1, SECOND - 1)).isEqualTo(ShedReason.BREAKER);
        assertThat(admission.refusal(1, SECOND)).isNull();
        assertThat(admission.refusal(1, SECOND)).isEqualTo(ShedReason.BREAKER);
        assertThat(admission.refusal(1, 2 * SECOND)).isNull();
        admission.breaker().succeeded();
        assertThat(admission.refusal(1, 2 * SECOND)).isNull();
    }

    @Property
    void shouldTellClientsToComeBackWhenWhatIsInFlightIsGone(
            @ForAll @LongRange(max = 1L << 40) long inFlight,
            @ForAll @LongRange(min = 1, max = 1L << 40) long rate,
            @ForAll @IntRange(max = 2) int jitter) {
        int seconds = RetryAfter.seconds(inFlight, rate, 0, most -> Math.min(jitter, most - 1)) - jitter;

        assertThat(seconds).isBetween(1, 30);
        if (seconds < 30) {
            assertThat((double) inFlight / rate).isLessThanOrEqualTo(seconds);
        }
        if (seconds > 1) {
            assertThat((double) inFlight / rate).isGreaterThan(seconds - 1);
        }
    }

    @Example
    void shouldExpectAStandstillToLastAsLongAgain() {
        assertThat(RetryAfter.seconds(10, 0, 1, most -> 0)).isEqualTo(1);
        assertThat(RetryAfter.seconds(10, 0, 3 * SECOND + 1, most -> 0)).isEqualTo(4);
        assertThat(RetryAfter.seconds(10, 0, 300 * SECOND, most -> 2)).isEqualTo(32);
    }

    @Property
    void shouldKeepEveryShareWhateverOthersTake(
            @ForAll @Size(max = 50) List<@IntRange(min = -1, max = 400) Integer> steps) {
        ByteBudget of = new ByteBudget(1_000, 2);
        ByteBudget.Share greedy = of.share();
        ByteBudget.Share other = of.share();
        Deque<Integer> taken = new ArrayDeque<>();
        for (int step : steps) {
            if (step >= 0 && greedy.reserve(step)) {
                taken.add(step);
            } else if (step < 0 && !taken.isEmpty()) {
                greedy.release(taken.remove());
            }
            assertThat(greedy.used()).isBetween(0L, 750L);
        }
        assertThat(other.reserve(250)).isTrue();
        taken.forEach(greedy::release);
        other.release(250);
        assertThat(greedy.reserve(750)).as("all is given back").isTrue();
    }

    private Admission admission() {
        return new Admission(LIMITS, budget.share(), path, draining::get);
    }

    private static final class FakePath implements SendPath {
        private boolean ready = true;
        private boolean full;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public boolean isNearlyFull() {
            return full;
        }
    }
}

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
        Waiting first = admission.begin(1, 0);
        admission.begin(1, 700 * MS);

        assertThat(refusal(1, 800 * MS)).isNull();
        assertThat(refusal(1, 801 * MS)).isEqualTo(ShedReason.QUEUE_AGE);
        first.end();
        assertThat(refusal(1, 801 * MS)).isNull();
        assertThat(admission.backlog().oldestNanos(801 * MS)).isEqualTo(101 * MS);
    }

    @Example
    void shouldLetNoMoreWaitThanIsAcknowledgedInHalfOfTheAgeThatIsAllowed() {
        long least = Admission.LEAST_WAITING;
        Waiting all = admission.begin(least, 0);
        assertThat(admission.refusal(1, 1, 0)).isEqualTo(ShedReason.IN_FLIGHT);

        // 10 MiB a second, of which 0.4 s may wait.
        admission.rate().acknowledged(20 * least);
        admission.tick(2 * SECOND);
        all.end();
        admission.begin(3 * least, 2 * SECOND);
        assertThat(admission.refusal(1, least, 2 * SECOND)).isNull();
        assertThat(admission.refusal(1, least + 1, 2 * SECOND)).isEqualTo(ShedReason.IN_FLIGHT);
        assertThat(admission.share().used()).as("what is refused takes nothing").isOne();
    }

    @Example
    void shouldRememberWhatKafkaCouldTakeThroughSecondsWithoutRequests() {
        long least = Admission.LEAST_WAITING;
        admission.rate().acknowledged(10 * least);
        for (int second = 1; second <= 5; second++) {
            admission.tick(second * SECOND);
        }
        Waiting remembered = admission.begin(3 * least, 5 * SECOND);
        assertThat(admission.refusal(1, least, 5 * SECOND)).isNull();
        remembered.end();

        admission.tick(6 * SECOND);
        Waiting some = admission.begin(least, 6 * SECOND);
        assertThat(admission.refusal(1, 1, 6 * SECOND)).isEqualTo(ShedReason.IN_FLIGHT);
        some.end();
        assertThat(admission.refusal(1, 2 * least, 6 * SECOND))
                .as("alone, however large")
                .isNull();
    }

    @Example
    void shouldSendNothingThatTheProducersBufferMightNotHold() {
        path.buffer = 1_000;

        Waiting alone = admission.begin(900, 0);
        assertThat(alone).as("alone, however large").isNotNull();
        assertThat(admission.begin(1, 0)).isNull();
        assertThat(admission.backlog().bytes()).isEqualTo(900);
        alone.end();
        admission.begin(400, 0);
        assertThat(admission.begin(400, 0)).isNotNull();
        assertThat(admission.begin(1, 0)).isNull();
    }

    @Example
    void shouldRefuseWhatTheBudgetHasNoRoomFor() {
        assertThat(refusal(750, 0)).isNull();
        assertThat(refusal(1, 0)).isEqualTo(ShedReason.BYTES);
        assertThat(admission().refusal(250, 250, 0)).as("of another pipeline").isNull();
        assertThat(admission().refusal(251, 251, 0)).isEqualTo(ShedReason.BYTES);
        admission.share().release(750);
        assertThat(refusal(500, 0)).isNull();
    }

    @Example
    void shouldRefuseWhenNothingCanBeSentOrTheProcessStops() {
        path.full = true;
        assertThat(refusal(1, 0)).isEqualTo(ShedReason.BUFFER);
        path.ready = false;
        assertThat(refusal(1, 0)).isEqualTo(ShedReason.NOT_READY);
        draining.set(true);
        assertThat(refusal(1, 0)).isEqualTo(ShedReason.DRAINING);
        assertThat(admission.share().used()).isZero();
    }

    @Example
    void shouldProbeOnceASecondAfterFailuresInARow() {
        admission.breaker().failed(0);
        admission.breaker().failed(0);
        admission.breaker().succeeded();
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(1, 0)).isNull();
            admission.breaker().failed(0);
        }

        assertThat(refusal(1, SECOND - 1)).isEqualTo(ShedReason.BREAKER);
        assertThat(refusal(1, SECOND)).isNull();
        assertThat(refusal(1, SECOND)).isEqualTo(ShedReason.BREAKER);
        assertThat(refusal(1, 2 * SECOND)).isNull();
        admission.breaker().succeeded();
        assertThat(refusal(1, 2 * SECOND)).isNull();
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

    private ShedReason refusal(int bytes, long now) {
        return admission.refusal(bytes, bytes, now);
    }

    private Admission admission() {
        return new Admission(LIMITS, budget.share(), path, draining::get, 0);
    }

    private static final class FakePath implements SendPath {
        private boolean ready = true;
        private boolean full;
        private long buffer = Long.MAX_VALUE;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public boolean isNearlyFull() {
            return full;
        }

        @Override
        public long bufferBytes() {
            return buffer;
        }
    }
}

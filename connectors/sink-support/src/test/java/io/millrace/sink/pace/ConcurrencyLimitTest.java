// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static final int MAX = 8;
    private static final int SIZE = 1_000;

    private long now;
    private int limit;
    private int running;
    private ConcurrencyLimit limits = limits(1);

    private ConcurrencyLimit limits(int first) {
        return new ConcurrencyLimit(first, MAX, () -> now, next -> limit = next);
    }

    private ConcurrencyLimit.Permit acquire(int size) {
        try {
            return limits.acquire(size);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As many attempts as may run at once, each of which takes {@code millis}. */
    private void round(ConcurrencyLimit.Sign sign, int size, long millis) {
        List<ConcurrencyLimit.Permit> permits = new ArrayList<>();
        for (int free = limit; free > 0; free--) {
            permits.add(acquire(size));
        }
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        permits.forEach(permit -> limits.release(permit, sign));
    }

    private void taken(int rounds, long millis) {
        for (int i = 0; i < rounds; i++) {
            round(ConcurrencyLimit.Sign.TAKEN, SIZE, millis);
        }
    }

    @Test
    void shouldFindTheWholeMaximumOfAFastSystemSoon() {
        assertThat(limit).isEqualTo(1);

        taken(3, 10);

        assertThat(limit).isEqualTo(MAX);
        taken(3, 10);
        assertThat(limit).isEqualTo(MAX);
    }

    @Test
    void shouldHalveAtARefusalButOnceForAllThatWereRunning() {
        taken(3, 10);

        round(ConcurrencyLimit.Sign.REFUSED, SIZE, 10);

        assertThat(limit).isEqualTo(4);
    }

    @Test
    void shouldGrowByOneAfterARefusal() {
        taken(3, 10);
        round(ConcurrencyLimit.Sign.REFUSED, SIZE, 10);

        taken(1, 10);
        assertThat(limit).isEqualTo(5);
        taken(5, 10);
        assertThat(limit).isEqualTo(MAX);
    }

    @Test
    void shouldNeverFallBelowOne() {
        for (int i = 0; i < 10; i++) {
            round(ConcurrencyLimit.Sign.REFUSED, SIZE, 10);
        }

        assertThat(limit).isEqualTo(1);
        taken(1, 10);
        assertThat(limit).isEqualTo(2);
    }

    @Test
    void shouldShrinkWhenTheSystemBecomesSlow() {
        taken(20, 10);

        round(ConcurrencyLimit.Sign.TAKEN, SIZE, 30);

        assertThat(limit).isEqualTo(6);
    }

    /** A system that answers one request at a time: eight at once only wait for each other. */
    @Test
    void shouldNotDrownASystemThatQueues() {
        int highest = 0;
        for (int i = 0; i < 30; i++) {
            taken(1, 10L * limit);
            highest = Math.max(highest, limit);
        }

        assertThat(highest).isLessThan(MAX);
        assertThat(limit).isBetween(1, 4);
    }

    @Test
    void shouldGetUsedToASystemThatIsSlowForGood() {
        taken(20, 10);

        taken(300, 40);

        assertThat(limit).isEqualTo(MAX);
    }

    @Test
    void shouldNotTakeALargeBatchForASlowSystem() {
        taken(3, 10);

        round(ConcurrencyLimit.Sign.TAKEN, 1_000 * SIZE, 900);

        assertThat(limit).isEqualTo(MAX);
    }

    @Test
    void shouldNotGrowWhatNobodyNeeds() {
        taken(1, 10);
        for (int i = 0; i < 20; i++) {
            ConcurrencyLimit.Permit alone = acquire(SIZE);
            now += 10;
            limits.release(alone, ConcurrencyLimit.Sign.TAKEN);
        }

        assertThat(limit).isEqualTo(2);
    }

    @Test
    void shouldLearnNothingFromABatchThatWasAtFaultItself() {
        taken(3, 10);

        round(ConcurrencyLimit.Sign.NONE, SIZE, 5_000);

        assertThat(limit).isEqualTo(MAX);
    }

    @Test
    void shouldLetAWaitingAttemptRunWhenOneEnds() {
        ConcurrencyLimit.Permit first = acquire(SIZE);
        CompletableFuture<ConcurrencyLimit.Permit> second = CompletableFuture.supplyAsync(() -> acquire(SIZE));
        await().until(() -> Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> stack.length > 3
                        && stack[0].getMethodName().equals("wait")
                        && List.of(stack).toString().contains(ConcurrencyLimit.class.getName() + ".acquire")));
        assertThat(second).isNotDone();

        limits.release(first, ConcurrencyLimit.Sign.NONE);

        assertThat(second).succeedsWithin(10, TimeUnit.SECONDS);
    }

    /** Whatever happens, the limit stays in its bounds, and no more run than it ever allowed. */
    @Property
    void shouldKeepItsBounds(@ForAll List<@IntRange(min = 0, max = 5) Integer> steps) {
        AtomicInteger highest = new AtomicInteger(1);
        limits = new ConcurrencyLimit(1, MAX, () -> now, next -> {
            limit = next;
            highest.accumulateAndGet(next, Math::max);
        });
        List<ConcurrencyLimit.Permit> permits = new ArrayList<>();
        running = 0;
        for (int step : steps) {
            if (step < 3 && permits.size() < limit) {
                permits.add(acquire(1 << (step * 4)));
            } else if (step >= 3 && !permits.isEmpty()) {
                now += 7L * step * permits.size();
                limits.release(permits.remove(0), ConcurrencyLimit.Sign.values()[step - 3]);
            }
            running = Math.max(running, permits.size());
            assertThat(limit).isBetween(1, MAX);
        }
        assertThat(running).isLessThanOrEqualTo(highest.get());
    }
}

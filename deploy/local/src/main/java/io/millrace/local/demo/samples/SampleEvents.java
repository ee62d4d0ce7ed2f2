// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the events of a demo: half of them clicks, a third logs, the rest orders; of so many of each, one is broken, one late and one a
 * repetition. The same seed, number and time give the same event. Not thread-safe.
 */
public final class SampleEvents {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final long MONTH_MS = 30L * 24 * 60 * 60 * 1000;
    private static final int OUT_OF_ORDER_MS = 500;
    private static final int LATEST_MS = 30_000;

    private final List<SamplePipeline> turns;
    private final long seed;
    private final long lateBeyondMs;
    private final int oneOf;

    /**
     * @param lateBeyondMs window and grace: whatever is older by more than both is late
     * @param oneOf how many events there are to one of each that is not as it should be
     */
    public SampleEvents(
            SamplePipeline clicks,
            SamplePipeline logs,
            SamplePipeline orders,
            long seed,
            long lateBeyondMs,
            int oneOf) {
        this.turns = List.of(clicks, logs, clicks, orders, logs, clicks);
        this.seed = seed;
        this.lateBeyondMs = lateBeyondMs;
        this.oneOf = oneOf;
    }

    /** Each pipeline once. */
    List<SamplePipeline> pipelines() {
        return turns.stream().distinct().toList();
    }

    /** The event of that number, as it happens at {@code now}. */
    public SampleEvent event(long number, long now) {
        SplittableRandom random = new SplittableRandom(seed + number * GOLDEN_GAMMA);
        SamplePipeline pipeline = turns.get((int) (number % turns.size()));
        int fate = random.nextInt(oneOf);
        boolean repeats = fate == 2 && number >= turns.size();
        Flaw flaw =
                fate == 0 ? pipeline.flaws().get(random.nextInt(pipeline.flaws().size())) : null;
        long time = now - random.nextInt(OUT_OF_ORDER_MS) - (fate == 1 ? lateBeyondMs + random.nextInt(LATEST_MS) : 0);
        Facts facts = new Facts(
                pipeline.name() + '-' + number,
                businessId(repeats ? number - turns.size() : number),
                flaw == Flaw.FAR_AHEAD ? now + MONTH_MS : time,
                random);
        byte[] value = pipeline.value(facts);
        return new SampleEvent(
                pipeline,
                pipeline.key(facts),
                pipeline.holdsTime() ? now : time,
                flaw == null ? value : flaw.spoil(value));
    }

    /** Looks random, and is different for each number: both steps are reversible. */
    private String businessId(long number) {
        long mixed = (number + 1) * GOLDEN_GAMMA + seed;
        return HexFormat.of().toHexDigits(mixed ^ (mixed >>> 32));
    }
}

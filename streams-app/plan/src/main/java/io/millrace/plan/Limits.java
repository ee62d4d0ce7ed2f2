// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import io.millrace.plan.figure.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What binds first. */
final class Limits {
    /** Of what one partition was seen to take that a plan gives it. */
    private static final double OF_A_PARTITION = 0.5;

    private static final int PUTS_PER_SECOND = 3_500;

    private final Load load;

    Limits(Load load) {
        this.load = load;
    }

    /** The tightest comes first; what is not used at all is left out. */
    List<Limit> of(Facts facts, Fleet fleet, Flow flow) {
        List<Limit> limits = new ArrayList<>();
        for (Role role : Role.values()) {
            limits.add(limit(
                    role.title() + " cores",
                    fleet.needed(role)
                            / (fleet.machines(role) * (double) load.machine().cores()),
                    Origin.assumed("busy to " + Fleet.BUSY + " at the peak, on machines of " + load.machine())));
        }
        limits.add(limit(
                "stream threads",
                load.peakPerSecond() / (fleet.machines(Role.STREAM) * fleet.mostOfAProcess()),
                fleet.saturated().origin()));
        limits.add(limit(
                "source partitions",
                load.peakPerSecond() / flow.busy() / mostOfAPartition(fleet),
                fleet.saturated().origin()));
        limits.add(limit(
                "heap of open batches",
                flow.heapBytes() / facts.config().config().bufferMaxBytes(),
                Origin.configured("buffer.max.bytes")));
        limits.add(limit(
                "object store requests",
                flow.perSecond() * load.peak() / PUTS_PER_SECOND,
                Origin.assumed("S3 takes " + PUTS_PER_SECOND + " PUTs a second below one prefix")));
        limits.removeIf(limit -> limit.used() == 0);
        limits.sort(Comparator.comparingDouble(Limit::used).reversed());
        return List.copyOf(limits);
    }

    private Limit limit(String resource, double used, Origin origin) {
        return new Limit(resource, used, load.eventsPerSecond() / used, origin);
    }

    static double mostOfAPartition(Fleet fleet) {
        return fleet.saturated().value().least() * OF_A_PARTITION;
    }
}

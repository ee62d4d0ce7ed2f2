// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.process.Trees;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import java.util.List;
import java.util.Map;

/** A row that is measured on a stack of its own, with one broker and one stream process, and makes its own load. */
interface StackRow extends Row {
    /** What is measured once all sinks deliver. */
    @FunctionalInterface
    interface Measurement {
        Figures figures(Deployment deployment) throws Exception;
    }

    @Override
    default boolean oncePerCommand() {
        return true;
    }

    @Override
    default List<DataSet> data() {
        return List.of();
    }

    /** Starts the stack with {@code settings}, measures, and leaves nothing of it behind. */
    default Figures onAStack(
            TestBed bed, List<GatewayPorts> gateways, Map<String, String> settings, Measurement measurement)
            throws Exception {
        Site site = new Site(bed.site().data(bed.nextRun(name())), Lifetime.ATTACHED);
        Plan plan = Plan.of(StackPorts.free(1), List.of(StreamPorts.free()), gateways, List.of(), settings);
        try (Deployment deployment = new Deployment(site, plan)) {
            deployment.start(line -> {});
            deployment.sinks().awaitRunning();
            return measurement.figures(deployment);
        } finally {
            Trees.delete(site.folder());
        }
    }

    static boolean isSmall(TestBed bed) {
        return bed.pace().equals(Pace.SMALL);
    }
}

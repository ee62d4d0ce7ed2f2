// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.process.Trees;
import java.util.concurrent.ExecutionException;

/** A pipeline at work under a profile, on brokers of which any may be killed. */
record ProfileScene(Brokers brokers, BrokerCluster cluster, ProfilePipeline pipeline, Trial trial) {
    /** What is done on it. */
    interface Work<T> {
        T on(ProfileScene scene) throws Exception;
    }

    /**
     * Sets it up, and takes it down afterwards. In small there is one broker at most, as three take longer to start than
     * anything takes that is done on them.
     *
     * @param processes of the stream
     */
    static <T> T with(TestBed bed, String name, String profile, int brokers, int processes, Work<T> work)
            throws Exception {
        String run = bed.nextRun(name);
        ProfileBed shared = ProfileBed.of(bed);
        Brokers nodes = shared.brokers(bed.pace().equals(Pace.SMALL) ? 1 : brokers);
        ProfilePipeline pipeline = ProfilePipeline.of(run, profile, nodes, shared.registryUrl());
        Site site = new Site(bed.site().data(run), Lifetime.ATTACHED);
        try (BrokerCluster cluster = new BrokerCluster(nodes)) {
            cluster.create(pipeline.topics());
            try (Trial trial = new Trial(site, pipeline, processes)) {
                trial.start();
                return work.on(new ProfileScene(nodes, cluster, pipeline, trial));
            } finally {
                cluster.deleteAll(run);
            }
        } finally {
            Trees.delete(site.folder());
        }
    }

    /** The one that leads most partitions of the source; returns when it is back. */
    void killLeader() throws ExecutionException, InterruptedException {
        new LeaderKill(brokers, cluster, pipeline.pipeline().sourceTopic()).run();
        trial.requireAlive();
    }
}

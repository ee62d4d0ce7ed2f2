// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.micrometer.core.instrument.Counter;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.drain.LocalFiles;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.pipeline.gate.LocalLife;
import io.millrace.pipeline.gate.TopologyGate;
import io.millrace.pipeline.start.GhostMember;
import io.millrace.pipeline.start.OldTransactions;
import io.millrace.pipeline.start.SourceTopics;
import io.millrace.pipeline.start.TrialFolder;
import io.millrace.pipeline.watch.CommitAge;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.source.RunClients;
import io.millrace.source.SourceTopic;
import io.millrace.top.RollupWindows;
import io.millrace.top.StreamsWindows;
import io.millrace.topology.IngestTopology;
import io.millrace.topology.PipelineParts;
import io.millrace.topology.StageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka Streams instance of one pipeline in one configuration, from start to stop. When the profile is switched, a pipeline has
 * one run after the other.
 */
final class StreamRun {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);

    private static final String STANDBYS = "kafka." + StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG;
    private static final String INSTANCE_ID = StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);

    private final ResolvedConfig effective;
    private final MillraceConfig config;
    private final String pipeline;
    private final String instanceId;
    private final FailurePolicy failures;
    private final SourceTopic source;
    private final Path stateFolder;
    private final TopologyGate gate;
    private final KafkaStreams streams;
    private final RollupWindows windows;
    private final CommitAge commits = new CommitAge(System::nanoTime);

    /**
     * Asks which topic the source is, registers the schema of the batches, builds the topology, compares it with the one before and creates
     * the clients, but starts nothing.
     *
     * @param beforeThreadEnds is run in a thread that failed, while its clients are still there
     */
    StreamRun(
            SharedParts shared,
            PipelineConfig pipeline,
            PipelineMetrics metrics,
            Counter replaced,
            Runnable beforeThreadEnds) {
        this(
                shared,
                pipeline,
                metrics,
                replaced,
                beforeThreadEnds,
                shared.effective().streams(pipeline));
    }

    private StreamRun(
            SharedParts shared,
            PipelineConfig pipeline,
            PipelineMetrics metrics,
            Counter replaced,
            Runnable beforeThreadEnds,
            Properties settings) {
        effective = shared.effective();
        config = effective.config();
        this.pipeline = pipeline.name();
        instanceId = (String) settings.get(INSTANCE_ID);
        failures = new FailurePolicy(this.pipeline, replaced, this::leaveWhenDead, beforeThreadEnds);
        source = SourceTopics.of(config, pipeline.sourceTopic());
        RunClients.countRuns(settings);
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, shared.address());
        StreamsConfig parsed = new StreamsConfig(settings);
        stateFolder = Path.of(
                parsed.getString(StreamsConfig.STATE_DIR_CONFIG),
                parsed.getString(StreamsConfig.APPLICATION_ID_CONFIG));
        PipelineParts parts = shared.of(pipeline, source, metrics);
        Topology topology = IngestTopology.build(parts, settings);
        gate = new TopologyGate(config, pipeline, topology);
        gate.check();
        StreamClients clients = new StreamClients(
                parsed.getKafkaClientSupplier(), new InternalTopics(config, pipeline), metrics::missed, commits);
        try {
            streams = new KafkaStreams(topology, settings, clients, new SteadyClock());
        } catch (RuntimeException | Error e) {
            clients.closeAll();
            throw e;
        }
        clients.handOver();
        windows = new StreamsWindows(
                streams,
                HostInfo.buildFromEndpoint(shared.address()),
                new StageNames(this.pipeline)::rollupStore,
                source.partitions(),
                parts.closedWindows());
    }

    /** Creates everything the run would need, in a folder of its own next to the state, and closes it again. Throws what the run would throw. */
    static void tryOut(SharedParts shared, PipelineConfig pipeline, PipelineMetrics metrics, Counter replaced) {
        try (TrialFolder folder = new TrialFolder(shared.config())) {
            Properties settings = shared.effective().streams(pipeline);
            settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.path().toString());
            settings.put(StreamsConfig.CLIENT_ID_CONFIG, settings.get(StreamsConfig.APPLICATION_ID_CONFIG) + "-trial");
            settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
            new StreamRun(shared, pipeline, metrics, replaced, () -> {}, settings).streams.close();
        }
    }

    /** Throws what prevents it from starting, after closing everything. */
    void start(KafkaStreams.StateListener listener) {
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener(listener);
        try {
            LocalLife.begin(stateFolder, gate.claim());
        } catch (RuntimeException e) {
            streams.close();
            throw e;
        }
        StageNames names = new StageNames(pipeline);
        LocalFiles.deleteLeftovers(stateFolder, names.openBatches());
        LocalFiles.deleteLeftovers(stateFolder, names.remembered());
        OldTransactions.end(config, config.pipeline(pipeline).application());
        try {
            streams.start();
        } catch (RuntimeException | Error e) {
            streams.close();
            throw e;
        }
    }

    ResolvedConfig effective() {
        return effective;
    }

    Uuid sourceId() {
        return source.id();
    }

    /** To be asked while it runs. */
    RollupWindows windows() {
        return windows;
    }

    CommitAge commitAge() {
        return commits;
    }

    /** What Kafka Streams and its clients measure. */
    Map<MetricName, ? extends Metric> measured() {
        return streams.metrics();
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    /** What stopped it for good, or null. */
    Throwable fatal() {
        return failures.fatal();
    }

    /**
     * A thread that is replaced gets another number, and with it another name in the group. A static member with the old name would
     * keep its partitions, unread, until its session expires, so it is removed as soon as nothing of it is running any more.
     */
    private void leaveWhenDead(Thread failed) {
        if (instanceId != null) {
            String name = failed.getName();
            String member = instanceId + name.substring(name.lastIndexOf('-'));
            String group = config.pipeline(pipeline).application().group();
            Thread leaving = new Thread(() -> GhostMember.remove(config, group, member, failed), "leave-" + member);
            leaving.setDaemon(true);
            leaving.start();
        }
    }

    /** The end of the process: a static member keeps its partitions over a restart, any other gives them back at once. */
    void stop() {
        boolean unused = stop(instanceId != null);
    }

    /**
     * The end of this run before the next one: like {@link #stop()}, except when standbys have to be reassigned, which happens only
     * when a member comes or goes. Two runs never hold the state at once, so however long the last commit takes, this returns false
     * only when nobody wants the next one any more.
     */
    boolean giveWayTo(ResolvedConfig next, BooleanSupplier isWanted) {
        boolean staysMember = instanceId != null && effective.value(STANDBYS).equals(next.value(STANDBYS));
        while (!stop(staysMember)) {
            if (!isWanted.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Commits what is done, and returns when everything is closed or the time is up; whether it is closed. */
    private boolean stop(boolean staysMember) {
        GroupMembershipOperation membership =
                staysMember ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
        Duration patience = config.timeouts().shutdown();
        if (streams.close(CloseOptions.timeout(patience).withGroupMembershipOperation(membership))) {
            LOG.atInfo().addKeyValue("pipeline", pipeline).log("Stopped cleanly");
            return true;
        }
        LOG.atWarn()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("waitedMs", patience.toMillis())
                .log(
                        "The last commit has not completed; if it fails, events since the previous one will be processed again");
        return false;
    }
}

package io.millrace.app;

import io.millrace.batch.HeapBudget;
import io.millrace.batch.drain.LocalFiles;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.effective.Effective;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.PayloadFormat;
import io.millrace.topology.IngestTopology;
import io.millrace.topology.PipelineParts;
import io.millrace.topology.StageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams in one configuration, from start to stop. A process has one after the other when its profile is switched. */
final class StreamRun {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);

    private static final String STANDBYS = "kafka." + StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG;

    private final Effective effective;
    private final MillraceConfig config;
    private final boolean isStaticMember;
    private final Properties settings;
    private final KafkaStreams streams;

    /**
     * Registers the schemas of the batches and builds the topology, and starts nothing.
     *
     * @param metrics of each pipeline
     */
    StreamRun(Effective effective, Map<String, PipelineMetrics> metrics) {
        this.effective = effective;
        config = effective.config();
        settings = effective.streams();
        isStaticMember = settings.containsKey(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        Registry registry = new Registry(config);
        HeapBudget budget = new HeapBudget(config.bytes(MillraceConfig.BUFFER_MAX_BYTES));
        streams = new KafkaStreams(
                IngestTopology.build(
                        config.pipelines().stream()
                                .map(pipeline -> parts(pipeline, registry, budget, metrics.get(pipeline.name())))
                                .toList(),
                        settings),
                settings,
                new WatchedClients(new StreamsConfig(settings).getKafkaClientSupplier(), n -> {}),
                new SteadyClock());
    }

    private PipelineParts parts(
            PipelineConfig pipeline, Registry registry, HeapBudget budget, PipelineMetrics metrics) {
        Duration patience = Duration.ofMillis(config.millis(MillraceConfig.REGISTRY_RETRY_MS));
        RegisteredSchemas schemas = pipeline.format() == PayloadFormat.AVRO
                ? new RegisteredSchemas(registry.client(), patience, metrics::registryRetry)
                : null;
        int batchSchemaId = registry.registerBatch(pipeline.sinkTopic());
        return new PipelineParts(pipeline, schemas, batchSchemaId, config.exactlyOnce(), budget, metrics);
    }

    void start(FailurePolicy failures, KafkaStreams.StateListener listener) {
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener(listener);
        Path state = Path.of(
                settings.getProperty(StreamsConfig.STATE_DIR_CONFIG),
                settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        config.pipelines().forEach(p -> LocalFiles.deleteLeftovers(state, new StageNames(p.name()).openBatches()));
        streams.start();
    }

    Effective effective() {
        return effective;
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    /** The end of the process: a static member keeps its partitions over a restart, any other gives them back at once. */
    void stop() {
        stop(isStaticMember);
    }

    /**
     * The end of this run before the next one: as {@link #stop()}, but when standbys are to be placed anew, which happens only
     * when a member comes or goes.
     */
    void giveWayTo(Effective next) {
        stop(isStaticMember && effective.value(STANDBYS).equals(next.value(STANDBYS)));
    }

    /** Commits what is done, and returns when all is closed or the time is over. */
    private void stop(boolean staysMember) {
        GroupMembershipOperation membership =
                staysMember ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
        Duration patience = Duration.ofMillis(config.millis(MillraceConfig.SHUTDOWN_TIMEOUT_MS));
        if (streams.close(CloseOptions.timeout(patience).withGroupMembershipOperation(membership))) {
            LOG.atInfo().log("Stopped cleanly");
        } else {
            LOG.atWarn()
                    .addKeyValue("waitedMs", patience.toMillis())
                    .log("Stopped without the last commit; events since then will be processed again");
        }
    }
}

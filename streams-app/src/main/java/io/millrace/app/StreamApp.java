package io.millrace.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.batch.HeapBudget;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.PayloadFormat;
import io.millrace.topology.IngestTopology;
import io.millrace.topology.PipelineParts;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream process: checks what it needs, runs the topology, and ends cleanly or with the true cause. */
public final class StreamApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);

    private final MillraceConfig config;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FailurePolicy failures =
            new FailurePolicy(Counter.builder(Metric.THREADS_REPLACED.meter()).register(metrics));
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Properties settings;
    private volatile KafkaStreams streams;
    private HttpEndpoints http;

    public StreamApp(MillraceConfig config) {
        this.config = config;
        this.settings = StreamsSettings.of(config);
    }

    /** Throws {@link StartException} with one clear sentence, and has started nothing then. */
    public void start() {
        if (config.pipelines().isEmpty()) {
            throw new StartException("No pipeline is configured (" + MillraceConfig.PIPELINES + "=...)");
        }
        StateFolder.check(config);
        http = new HttpEndpoints(config, metrics, this::health);
        try {
            new TopicChecks(config).run();
            streams = new KafkaStreams(IngestTopology.build(parts(), settings), settings);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener(this::changed);
        http.start();
        streams.start();
        LOG.atInfo()
                .addKeyValue(
                        "pipelines",
                        config.pipelines().stream().map(PipelineConfig::name).toList())
                .addKeyValue("guarantee", config.string(MillraceConfig.PROCESSING_GUARANTEE))
                .addKeyValue("http", config.string(MillraceConfig.HTTP_HOST) + ':' + http.port())
                .log("Started");
    }

    private List<PipelineParts> parts() {
        Registry registry = new Registry(config);
        HeapBudget budget = new HeapBudget(config.bytes(MillraceConfig.BUFFER_MAX_BYTES));
        new JvmMemoryMetrics().bindTo(metrics);
        return config.pipelines().stream()
                .map(pipeline -> parts(pipeline, registry, budget))
                .toList();
    }

    private PipelineParts parts(PipelineConfig pipeline, Registry registry, HeapBudget budget) {
        PipelineMetrics pipelineMetrics = new PipelineMetrics(metrics, pipeline.name());
        Duration patience = Duration.ofMillis(config.millis(MillraceConfig.REGISTRY_RETRY_MS));
        RegisteredSchemas schemas = pipeline.format() == PayloadFormat.AVRO
                ? new RegisteredSchemas(registry.client(), patience, pipelineMetrics::registryRetry)
                : null;
        int batchSchemaId = registry.registerBatch(pipeline.sinkTopic());
        return new PipelineParts(pipeline, schemas, batchSchemaId, config.exactlyOnce(), budget, pipelineMetrics);
    }

    private void changed(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.atInfo().addKeyValue("before", before).addKeyValue("now", now).log("State changed");
        if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
            ended.countDown();
        }
    }

    private Health health() {
        return Health.of(streams.state());
    }

    /** The port that HTTP answers on. */
    public int httpPort() {
        return http.port();
    }

    /** Waits for the end; throws {@link StreamFailedException} with the cause if that was a failure. */
    public void await() throws InterruptedException {
        ended.await();
        Throwable cause = failures.fatal();
        if (cause != null || streams.state() == KafkaStreams.State.ERROR) {
            throw new StreamFailedException(cause);
        }
    }

    /** Does nothing before the start; commits what is done, gives the partitions back, and returns when all is closed or the time is over. */
    @Override
    public void close() {
        if (streams == null) {
            return;
        }
        Duration patience = Duration.ofMillis(config.millis(MillraceConfig.SHUTDOWN_TIMEOUT_MS));
        boolean clean = streams.close(CloseOptions.timeout(patience).withGroupMembershipOperation(membership()));
        http.close();
        if (clean) {
            LOG.atInfo().log("Stopped cleanly");
        } else {
            LOG.atWarn()
                    .addKeyValue("waitedMs", patience.toMillis())
                    .log("Stopped without the last commit; events since then will be processed again");
        }
    }

    /** A static member keeps its partitions over a restart; any other gives them back at once. */
    private GroupMembershipOperation membership() {
        boolean isStatic = settings.containsKey(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return isStatic ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
    }
}

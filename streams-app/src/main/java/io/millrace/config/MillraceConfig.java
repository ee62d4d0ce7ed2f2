package io.millrace.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The whole configuration of a process, resolved and checked. Prints no value. */
public final class MillraceConfig {
    public static final String PIPELINES = "pipelines";
    public static final String APPLICATION_ID = "application.id";
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
    public static final String REGISTRY_RETRY_MS = "schema.registry.retry.ms";
    public static final String PROCESSING_GUARANTEE = "processing.guarantee";
    public static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    public static final String NUM_STREAM_THREADS = "num.stream.threads";
    public static final String STATE_DIR = "state.dir";
    public static final String BUFFER_MAX_BYTES = "buffer.max.bytes";
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";
    public static final String START_TIMEOUT_MS = "start.timeout.ms";
    public static final String SHUTDOWN_TIMEOUT_MS = "shutdown.timeout.ms";

    /** Everything behind it reaches the Kafka clients unchanged, without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.";

    /** What {@code verify} reads objects with; see {@link ObjectStoreConfig}. */
    public static final String S3_PREFIX = "s3.";

    public static final ConfigDef DEFINITION = ProcessKeys.DEFINITION;

    /** Prefixes behind {@link #KAFKA_PREFIX} that address one client, or the state topics, and not every client. */
    private static final Set<String> ROLES = Set.of(
            "producer.", "consumer.", "admin.", "main.consumer.", "restore.consumer.", "global.consumer.", "topic.");

    private final AbstractConfig values;
    private final List<PipelineConfig> pipelines;
    private final ObjectStoreConfig objectStore;

    private MillraceConfig(AbstractConfig values, List<String> pipelineNames) {
        this.values = values;
        this.pipelines = pipelineNames.stream()
                .map(name -> PipelineConfig.of(name, values))
                .toList();
        this.objectStore = ObjectStoreConfig.of(values);
    }

    /**
     * Resolves and checks {@code settings}. Throws {@link ConfigException} with key, value and what is allowed, for all
     * bad values at once; nothing unknown is accepted.
     */
    public static MillraceConfig of(Map<String, String> settings) {
        Map<String, String> resolved = Providers.resolve(settings);
        List<String> names = PipelineNames.in(resolved);
        Keys keys = Keys.of(names);
        keys.requireKnown(resolved.keySet(), names);
        MillraceConfig config = new MillraceConfig(keys.parse(resolved), names);
        Topics.requireDistinct(config.pipelines);
        return config;
    }

    public List<PipelineConfig> pipelines() {
        return pipelines;
    }

    /** The pipeline of that name; throws {@link ConfigException} naming those there are. */
    public PipelineConfig pipeline(String name) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("There is no pipeline " + name + "; configured are "
                        + pipelines.stream().map(PipelineConfig::name).toList()));
    }

    public ObjectStoreConfig objectStore() {
        return objectStore;
    }

    public String string(String key) {
        return values.getString(key);
    }

    public long millis(String key) {
        return values.getLong(key);
    }

    public int number(String key) {
        return values.getInt(key);
    }

    public long bytes(String key) {
        return values.getLong(key);
    }

    public boolean exactlyOnce() {
        return string(PROCESSING_GUARANTEE).equals("exactly_once_v2");
    }

    /** The settings behind {@link #KAFKA_PREFIX}, without it. */
    public Map<String, Object> kafka() {
        return new TreeMap<>(values.originalsWithPrefix(KAFKA_PREFIX));
    }

    /** Settings for a plain client: bootstrap servers, what is for all clients, and what is behind {@code role.}. */
    public Map<String, Object> client(String role) {
        Map<String, Object> settings = new HashMap<>(kafka());
        settings.keySet().removeIf(key -> ROLES.stream().anyMatch(key::startsWith));
        settings.putAll(values.originalsWithPrefix(KAFKA_PREFIX + role + '.'));
        settings.put(BOOTSTRAP_SERVERS, string(BOOTSTRAP_SERVERS));
        return settings;
    }
}

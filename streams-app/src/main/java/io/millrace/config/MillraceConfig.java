package io.millrace.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** The whole configuration of a process, resolved and checked. */
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

    private static final String PROVIDERS = "config.providers";

    public static final ConfigDef DEFINITION = service(process(promise(cluster(new ConfigDef()))));

    private final AbstractConfig values;
    private final List<PipelineConfig> pipelines;
    private final ObjectStoreConfig objectStore;

    private MillraceConfig(AbstractConfig values, List<PipelineConfig> pipelines, ObjectStoreConfig objectStore) {
        this.values = values;
        this.pipelines = pipelines;
        this.objectStore = objectStore;
    }

    private static ConfigDef cluster(ConfigDef keys) {
        return keys.define(
                        PIPELINES,
                        Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Names of the pipelines this process runs; each is set by keys behind pipelines.<name>.")
                .define(
                        BOOTSTRAP_SERVERS,
                        Type.STRING,
                        "localhost:9092",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "host:port pairs to find the Kafka cluster by.")
                .define(
                        SCHEMA_REGISTRY_URL,
                        Type.STRING,
                        "http://localhost:8081",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Base URL of a registry with Confluent's API. Batches and AVRO events need it.")
                .define(
                        REGISTRY_RETRY_MS,
                        Type.LONG,
                        45_000L,
                        between(0, 240_000),
                        Importance.LOW,
                        "How long a stream thread itself waits for a registry that does not answer. Afterwards the thread is "
                                + "replaced and goes on trying from the last commit; nothing is dead-lettered. Must stay below the "
                                + "producer's transaction.timeout.ms.");
    }

    private static ConfigDef promise(ConfigDef keys) {
        return keys.define(
                        APPLICATION_ID,
                        Type.STRING,
                        "millrace",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Consumer group, and prefix of the state topics. Processes with the same id share the work.")
                .define(
                        PROCESSING_GUARANTEE,
                        Type.STRING,
                        "exactly_once_v2",
                        ValidString.in("exactly_once_v2", "at_least_once"),
                        Importance.HIGH,
                        "exactly_once_v2: batches, dead letters and offsets become visible together, to read_committed readers. "
                                + "at_least_once: a batch is visible at once; after a crash whole batches may come twice.")
                .define(
                        COMMIT_INTERVAL_MS,
                        Type.LONG,
                        1_000L,
                        between(10, 60_000),
                        Importance.MEDIUM,
                        "Time between commits. Shorter makes batches visible sooner (exactly_once_v2) and replays less after a "
                                + "crash; longer costs fewer transactions and less state traffic.");
    }

    private static ConfigDef process(ConfigDef keys) {
        return keys.define(
                        NUM_STREAM_THREADS,
                        Type.INT,
                        1,
                        between(1, 256),
                        Importance.MEDIUM,
                        "Stream threads of this process; more than it has partitions to read stay idle.")
                .define(
                        STATE_DIR,
                        Type.STRING,
                        ".millrace/state",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Folder for open batches. Lost, it is rebuilt from the state topics; it must be writable and on a real "
                                + "disk.")
                .define(
                        BUFFER_MAX_BYTES,
                        Type.LONG,
                        256L * 1024 * 1024,
                        atLeast(1024 * 1024),
                        Importance.MEDIUM,
                        "Heap for open batches in the whole process. Past it the largest are moved to the state folder early, "
                                + "which costs state traffic.");
    }

    private static ConfigDef service(ConfigDef keys) {
        return keys.define(
                        HTTP_HOST,
                        Type.STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        Importance.LOW,
                        "Address that /live, /ready and /metrics listen on.")
                .define(
                        HTTP_PORT,
                        Type.INT,
                        8080,
                        between(0, 65_535),
                        Importance.MEDIUM,
                        "Port of /live, /ready and /metrics; 0 picks a free one and logs it.")
                .define(
                        START_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        between(1_000, 600_000),
                        Importance.LOW,
                        "How long a start waits for the cluster and the registry before it gives up.")
                .define(
                        SHUTDOWN_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        between(1_000, 600_000),
                        Importance.LOW,
                        "How long a stop waits for the last commit.");
    }

    /**
     * Resolves and checks {@code settings}. Throws {@link ConfigException} with key, value and what is allowed; nothing
     * unknown is accepted.
     */
    public static MillraceConfig of(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>();
        Map<String, String> store = new HashMap<>();
        Map<String, Map<String, String>> byPipeline = new LinkedHashMap<>();
        Map<String, String> resolved = Providers.resolve(settings, PROVIDERS);
        List<String> names = new AbstractConfig(DEFINITION, resolved, false).getList(PIPELINES);
        names.forEach(name -> byPipeline.put(PipelineNames.check(name), new HashMap<>()));
        resolved.forEach((key, value) -> {
            if (DEFINITION.names().contains(key) || key.startsWith(KAFKA_PREFIX) || key.startsWith(PROVIDERS)) {
                own.put(key, value);
            } else if (key.startsWith(S3_PREFIX)) {
                store.put(UnknownKeys.require(key, S3_PREFIX, ObjectStoreConfig.DEFINITION), value);
            } else {
                String name = PipelineNames.ownerOf(key, byPipeline.keySet());
                String prefix = PIPELINES + '.' + name + '.';
                byPipeline.get(name).put(UnknownKeys.require(key, prefix, PipelineConfig.DEFINITION), value);
            }
        });
        List<PipelineConfig> pipelines = new ArrayList<>();
        byPipeline.forEach((name, values) -> pipelines.add(parse(name, values)));
        Topics.requireDistinct(pipelines);
        return new MillraceConfig(
                new AbstractConfig(DEFINITION, own, false), List.copyOf(pipelines), ObjectStoreConfig.parse(store));
    }

    private static PipelineConfig parse(String name, Map<String, String> values) {
        try {
            return PipelineConfig.parse(name, values);
        } catch (ConfigException e) {
            throw new ConfigException(
                    "Pipeline " + name + ": " + e.getMessage() + " (keys behind pipelines." + name + ".)");
        }
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
        Map<String, Object> settings = new HashMap<>();
        Set<String> roles = Set.of("producer.", "consumer.", "admin.", "main.consumer.", "restore.consumer.");
        kafka().forEach((key, value) -> {
            if (roles.stream().noneMatch(key::startsWith)) {
                settings.put(key, value);
            }
        });
        settings.putAll(values.originalsWithPrefix(KAFKA_PREFIX + role + '.'));
        settings.put(BOOTSTRAP_SERVERS, string(BOOTSTRAP_SERVERS));
        return settings;
    }
}

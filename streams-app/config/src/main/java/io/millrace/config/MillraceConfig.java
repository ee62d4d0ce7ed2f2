// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.config.gateway.GatewayConfig;
import io.millrace.config.sinks.DatabaseConfig;
import io.millrace.config.sinks.ObjectStoreConfig;
import io.millrace.config.sinks.SearchConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRules;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import io.millrace.schemas.registry.Registrar;
import io.millrace.schemas.registry.RegistryConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

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
    public static final String INSTANCES_WANTED = "instances.wanted";
    public static final String STATE_DIR = "state.dir";
    public static final String BUFFER_MAX_BYTES = "buffer.max.bytes";
    public static final String HTTP_HOST = "http.host";
    public static final String HTTP_PORT = "http.port";
    public static final String HTTP_ADVERTISED = "http.advertised";
    public static final String START_TIMEOUT_MS = "start.timeout.ms";
    public static final String SHUTDOWN_TIMEOUT_MS = "shutdown.timeout.ms";
    public static final String PROFILE = "profile";
    public static final String PROFILE_ALLOW = "profile.allow";
    public static final String ADMIN_HOST = "admin.host";
    public static final String ADMIN_PORT = "admin.port";
    public static final String ADMIN_TOKEN = "admin.token";
    public static final String ADMIN_INSTANCES = "admin.instances";
    public static final String CONNECT_URL = "connect.url";
    public static final String DLQ_MAX_ATTEMPTS = "dlq.max.attempts";
    public static final String DLQ_MASKED_FIELDS = "dlq.masked.fields";

    /** Everything under it reaches the Kafka clients unchanged, without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.";

    /** Rules of pipelines that have none of their own; see {@link PipelineKeys#DEFAULTS}. */
    public static final String DEFAULTS_PREFIX = "defaults.";

    /** What topics should be like, in Kafka's own words; see {@link TopicRules}. */
    public static final String TOPICS_PREFIX = "topics.";

    /** Everything under it overrides the configuration of the pipelines' sink connectors, without the prefix. */
    public static final String CONNECTORS_PREFIX = "connectors.";

    /** The producers of events, as {@link #client} knows them: {@code feed}, the demo, and any other producer that adopts these settings. */
    public static final String GATEWAY_PRODUCER = "gateway.producer";

    public static final ConfigDef DEFINITION = ProcessKeys.DEFINITION;

    /** Prefixes under {@link #KAFKA_PREFIX} that address one client, or the state topics, and not every client. */
    private static final Set<String> ROLES = Set.of(
            "producer.",
            "consumer.",
            "admin.",
            "main.consumer.",
            "restore.consumer.",
            "global.consumer.",
            "topic.",
            GATEWAY_PRODUCER + '.');

    private final Map<String, String> own;
    private final Profile profile;
    private final AbstractConfig values;
    private final List<PipelineConfig> pipelines;
    private final ObjectStoreConfig objectStore;
    private final SearchConfig search;
    private final DatabaseConfig database;
    private final TopicRules topicRules;
    private final RegistryConnection registry;
    private final GatewayConfig gateway;

    private MillraceConfig(
            Map<String, String> own, Profile profile, AbstractConfig values, List<String> pipelineNames) {
        this.own = own;
        this.profile = profile;
        this.values = values;
        this.pipelines = pipelineNames.stream()
                .map(name -> PipelineConfig.of(name, values))
                .toList();
        this.objectStore = ObjectStoreConfig.of(values);
        this.search = SearchConfig.of(values);
        this.database = DatabaseConfig.of(values);
        this.topicRules = TopicRules.of(values, TOPICS_PREFIX);
        this.gateway = GatewayConfig.of(values, pipelineNames);
        this.registry =
                RegistryConnection.of(List.of(string(SCHEMA_REGISTRY_URL).split(",")), values);
    }

    /**
     * Resolves and checks {@code settings}, over those of the profile that they name. Throws {@link ConfigException} with
     * key, value and what is allowed, for all bad values at once; nothing unknown is accepted.
     */
    public static MillraceConfig of(Map<String, String> settings) {
        Map<String, String> resolved = Providers.resolve(settings);
        return of(resolved, Profiles.named(resolved.getOrDefault(PROFILE, "")));
    }

    private static MillraceConfig of(Map<String, String> own, Profile profile) {
        List<String> names = PipelineNames.in(own);
        Map<String, String> all = ProfileLayer.under(own, profile, names);
        Keys keys = Keys.of(RollupKeys.names(names, all::get));
        keys.requireKnown(all.keySet(), names);
        MillraceConfig config = new MillraceConfig(own, profile, keys.parse(all), names);
        PipelineTopic.requireDistinct(config.topics());
        return config;
    }

    /** The same settings over another profile, whichever they name. */
    public MillraceConfig with(Profile other) {
        return of(own, other);
    }

    /** The profile in effect. */
    public Profile profile() {
        return profile;
    }

    /** The profile that the settings name, which is in effect after a start; empty for none. */
    public String configuredProfile() {
        return own.getOrDefault(PROFILE, "");
    }

    /** Whether the operator's own settings have this key, whatever the profile says. */
    public boolean isOwn(String key) {
        return own.containsKey(key);
    }

    /** The value of {@code key} as text, passwords hidden, or {@code fallback} when it is not set. */
    public String value(String key, String fallback) {
        Object declared = values.values().get(key);
        Object value = declared == null ? values.originals().get(key) : declared;
        return value == null ? fallback : value.toString();
    }

    public TopicRules topicRules() {
        return topicRules;
    }

    public GatewayConfig gateway() {
        return gateway;
    }

    public RegistryConnection registry() {
        return registry;
    }

    /** Keeps asking a registry that does not answer for as long as a start may take. */
    public Registrar registrar() {
        return new Registrar(registry, timeouts().start());
    }

    /** What overrides the configuration of sink connectors. */
    public Map<String, String> connectors() {
        Map<String, String> overrides = new TreeMap<>();
        values.originalsWithPrefix(CONNECTORS_PREFIX).forEach((key, value) -> overrides.put(key, value.toString()));
        return overrides;
    }

    public List<PipelineConfig> pipelines() {
        return pipelines;
    }

    /** Those of all pipelines. */
    public Set<Sink> sinks() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.sinks().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The pipeline of that name; throws {@link ConfigException} naming those there are. */
    public PipelineConfig pipeline(String name) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("There is no pipeline " + name + "; the configured ones are "
                        + pipelines.stream().map(PipelineConfig::name).toList()));
    }

    /** Those of all pipelines. */
    public List<PipelineTopic> topics() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.topics().stream())
                .toList();
    }

    /** Those that batches of any pipeline are written to. */
    public List<String> sinkTopics() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.sinkTopics().stream())
                .toList();
    }

    public ObjectStoreConfig objectStore() {
        return objectStore;
    }

    public SearchConfig search() {
        return search;
    }

    public DatabaseConfig database() {
        return database;
    }

    /** What its consumer groups, state topics and state folders are named after. */
    public String applicationId() {
        return string(APPLICATION_ID);
    }

    public String bootstrapServers() {
        return string(BOOTSTRAP_SERVERS);
    }

    /** As it was written, with user and password if they are in it; {@link #registry} is checked. */
    public String registryUrl() {
        return string(SCHEMA_REGISTRY_URL);
    }

    /** Of Connect's REST interface; may be empty. */
    public String connectUrl() {
        return string(CONNECT_URL);
    }

    /** How often anything may fail before it is parked for good. */
    public int maxAttempts() {
        return values.getInt(DLQ_MAX_ATTEMPTS);
    }

    /** Names of fields whose values are never shown. */
    public Set<String> maskedFields() {
        return Set.copyOf(values.getList(DLQ_MASKED_FIELDS));
    }

    /** In the words of Kafka Streams. */
    public String guarantee() {
        return string(PROCESSING_GUARANTEE);
    }

    public Duration commitInterval() {
        return millis(COMMIT_INTERVAL_MS);
    }

    /** Of each pipeline. */
    public int streamThreads() {
        return values.getInt(NUM_STREAM_THREADS);
    }

    /** How many stream processes there should be. */
    public int instancesWanted() {
        return values.getInt(INSTANCES_WANTED);
    }

    public Path stateFolder() {
        return Path.of(string(STATE_DIR));
    }

    /** Heap for open batches of all pipelines. */
    public long bufferMaxBytes() {
        return values.getLong(BUFFER_MAX_BYTES);
    }

    /** Of the probes, metrics and rollups. */
    public ListenAddress http() {
        return listen(HTTP_HOST, HTTP_PORT);
    }

    /** Where other instances reach that, as host or host:port; may be empty. */
    public String httpAdvertised() {
        return string(HTTP_ADVERTISED);
    }

    public AdminConfig admin() {
        return new AdminConfig(
                listen(ADMIN_HOST, ADMIN_PORT), values.getPassword(ADMIN_TOKEN), values.getList(ADMIN_INSTANCES));
    }

    public Timeouts timeouts() {
        return new Timeouts(millis(START_TIMEOUT_MS), millis(SHUTDOWN_TIMEOUT_MS), millis(REGISTRY_RETRY_MS));
    }

    private ListenAddress listen(String host, String port) {
        return new ListenAddress(string(host), values.getInt(port));
    }

    private String string(String key) {
        return values.getString(key);
    }

    private Duration millis(String key) {
        return Duration.ofMillis(values.getLong(key));
    }

    public boolean exactlyOnce() {
        return guarantee().equals("exactly_once_v2");
    }

    /** The settings under {@link #KAFKA_PREFIX}, without it, that are for Kafka Streams. */
    public Map<String, Object> kafka() {
        Map<String, Object> settings = new TreeMap<>(values.originalsWithPrefix(KAFKA_PREFIX));
        settings.keySet().removeIf(key -> key.startsWith(GATEWAY_PRODUCER));
        return settings;
    }

    /** Settings for a plain client: bootstrap servers, what is for all clients, and what is under {@code role.}. */
    public Map<String, Object> client(String role) {
        Map<String, Object> settings = new HashMap<>(kafka());
        settings.keySet().removeIf(key -> isOfStreamsOnly(key) || ROLES.stream().anyMatch(key::startsWith));
        settings.putAll(values.originalsWithPrefix(KAFKA_PREFIX + role + '.'));
        settings.put(BOOTSTRAP_SERVERS, bootstrapServers());
        return settings;
    }

    /** A plain client would warn about each of these at every start. */
    private static boolean isOfStreamsOnly(String key) {
        return StreamsConfig.configDef().names().contains(key)
                && !ProducerConfig.configNames().contains(key)
                && !ConsumerConfig.configNames().contains(key)
                && !AdminClientConfig.configNames().contains(key);
    }
}

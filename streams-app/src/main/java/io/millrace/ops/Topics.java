package io.millrace.ops;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that the configured pipelines need and that are not there. */
public final class Topics {
    private final MillraceConfig config;

    public Topics(MillraceConfig config) {
        this.config = config;
    }

    /**
     * Creates what is missing and returns the names, in the order of creation; existing topics stay as they are. Sources
     * get {@code partitions}; sink and dead-letter topics get as many as their source has, and sizes that the start of the
     * stream asks for. When this returns, the topics can be described. Throws {@link TopicsException}.
     */
    public List<String> createMissing(int partitions, short replicationFactor) {
        Map<String, Object> settings = config.client("admin");
        int patienceMs = (int) config.millis(MillraceConfig.START_TIMEOUT_MS);
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMs);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(patienceMs, 10_000));
        try (Admin admin = Admin.create(settings)) {
            TopicAdmin topics = new TopicAdmin(admin, patienceMs);
            List<String> created = new ArrayList<>();
            Map<String, TopicSizes> there = new HashMap<>();
            create(
                    topics,
                    created,
                    there,
                    PipelineConfig::sourceTopic,
                    pipeline -> new NewTopic(pipeline.sourceTopic(), partitions, replicationFactor));
            create(topics, created, there, PipelineConfig::sinkTopic, pipeline -> TopicSizes.sink(
                            pipeline, there.get(pipeline.sourceTopic()))
                    .topic(pipeline.sinkTopic(), replicationFactor));
            create(topics, created, there, PipelineConfig::dlqTopic, pipeline -> TopicSizes.deadLetters(
                            there.get(pipeline.sourceTopic()), there.get(pipeline.sinkTopic()))
                    .topic(pipeline.dlqTopic(), replicationFactor));
            return created;
        }
    }

    /** One kind of topic for all pipelines; later kinds are sized by what is then {@code there}. */
    private void create(
            TopicAdmin topics,
            List<String> created,
            Map<String, TopicSizes> there,
            Function<PipelineConfig, String> name,
            Function<PipelineConfig, NewTopic> wanted) {
        List<String> names = config.pipelines().stream().map(name).toList();
        Map<String, TopicSizes> before = topics.describe(names);
        List<NewTopic> missing = config.pipelines().stream()
                .filter(pipeline -> !before.containsKey(name.apply(pipeline)))
                .map(wanted)
                .toList();
        topics.create(missing);
        missing.forEach(topic -> created.add(topic.name()));
        there.putAll(topics.awaitAll(names));
    }
}

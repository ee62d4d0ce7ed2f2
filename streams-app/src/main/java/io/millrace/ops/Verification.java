package io.millrace.ops;

import io.millrace.config.MillraceConfig;
import io.millrace.config.ObjectStoreConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.ops.TopicTail.RecordReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/**
 * Checks that nothing was lost and nothing came twice, from what lies on the topics and in the bucket alone: it asks
 * neither the stream nor the sink, and may run beside them. It reads everything once; a further round reads only what is
 * new. Not thread-safe.
 */
public final class Verification implements AutoCloseable {
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);

    private final MillraceConfig config;
    private final Map<PipelineConfig, Conservation> books = new LinkedHashMap<>();
    private final Map<PipelineConfig, Deliveries> deliveries = new HashMap<>();
    private final Map<String, RecordReader> outputTopics = new HashMap<>();
    private final Map<String, RecordReader> sourceTopics = new HashMap<>();
    private final TopicTail outputs;
    private final TopicTail sources;
    private final Bucket bucket;

    /**
     * @param pipelines those of {@code config} to check
     * @param deep whether the bytes of the objects are read too; without it, their metadata only
     */
    public Verification(MillraceConfig config, List<PipelineConfig> pipelines, boolean deep) {
        this.config = config;
        pipelines.forEach(this::add);
        outputs = new TopicTail(config);
        sources = new TopicTail(config);
        ObjectStoreConfig store = config.objectStore();
        bucket = store.bucket() == null ? null : new Bucket(store, deep);
    }

    private void add(PipelineConfig pipeline) {
        Conservation book = new Conservation();
        TopicRecords records = new TopicRecords(pipeline, book);
        books.put(pipeline, book);
        deliveries.put(pipeline, new Deliveries(book));
        outputTopics.put(pipeline.sinkTopic(), records::sink);
        outputTopics.put(pipeline.dlqTopic(), records::deadLetter);
        sourceTopics.put(pipeline.sourceTopic(), records::source);
    }

    /** One round; throws {@link VerificationException} when topics or bucket cannot be read. */
    public VerificationReport run() {
        try {
            // In this order: what was batched by now had been produced before.
            outputs.read(outputTopics);
            sources.read(sourceTopics);
            noteBeginnings();
        } catch (KafkaException e) {
            throw new VerificationException(
                    "Cannot read the topics at " + config.string(MillraceConfig.BOOTSTRAP_SERVERS) + ": "
                            + e.getMessage(),
                    e);
        }
        Map<String, Balance> balances = new LinkedHashMap<>();
        List<String> findings = new ArrayList<>();
        books.forEach((pipeline, book) -> {
            Balance balance = book.balance(delivery(pipeline));
            balances.put(pipeline.name(), balance);
            findings.addAll(new Findings(pipeline, config).of(balance));
        });
        return new VerificationReport(balances, findings);
    }

    /** Rounds until everything is conserved, or {@code atMost} is over: the last one's report. */
    public VerificationReport await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        VerificationReport report = run();
        while (!report.conserved() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_ROUNDS.toMillis());
            report = run();
        }
        return report;
    }

    private void noteBeginnings() {
        Map<String, Conservation> bySource = new HashMap<>();
        books.forEach((pipeline, book) -> bySource.put(pipeline.sourceTopic(), book));
        sources.beginnings().forEach((partition, offset) -> bySource.get(partition.topic())
                .sourceBegins(partition.partition(), offset));
    }

    private Delivery delivery(PipelineConfig pipeline) {
        if (bucket == null) {
            return null;
        }
        Deliveries seen = deliveries.get(pipeline);
        bucket.compare(new ObjectLayout(config.objectStore().prefix(), pipeline.name()), seen);
        return seen.delivery();
    }

    @Override
    public void close() {
        outputs.close();
        sources.close();
        if (bucket != null) {
            bucket.close();
        }
    }
}

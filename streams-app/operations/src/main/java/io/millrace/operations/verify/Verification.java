// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.ObjectStoreConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Conservation;
import io.millrace.operations.verify.account.OffsetRange;
import io.millrace.operations.verify.events.EventStore;
import io.millrace.operations.verify.events.IndexReader;
import io.millrace.operations.verify.events.TableReader;
import io.millrace.operations.verify.objects.BucketReader;
import io.millrace.operations.verify.objects.DeliveryCheck;
import io.millrace.operations.verify.objects.ObjectInspection;
import io.millrace.operations.verify.objects.ObjectLayout;
import io.millrace.operations.verify.objects.ObjectStore;
import io.millrace.operations.verify.objects.RegistrySchemas;
import io.millrace.operations.verify.topics.BatchRecords;
import io.millrace.operations.verify.topics.TopicBounds;
import io.millrace.operations.verify.topics.TopicRecords;
import io.millrace.operations.verify.topics.TopicTail;
import io.millrace.operations.verify.topics.TopicTail.RecordReader;
import io.millrace.operations.verify.topics.VerificationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that nothing was lost and nothing came twice, only from what is on the topics and where the sinks deliver: it asks neither the
 * stream nor the sink, and may run alongside them. It reads everything once, and each batch once more when its object exists; a
 * further round reads only what is new. Not thread-safe.
 */
public final class Verification implements AutoCloseable {
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);
    private static final int ROUNDS = 20;

    private final MillraceConfig config;
    private final boolean fromFirst;
    private final Map<PipelineConfig, Conservation> books = new LinkedHashMap<>();
    private final Map<PipelineConfig, DeliveryCheck> deliveries = new HashMap<>();
    private final Map<PipelineConfig, ObjectInspection> inspections = new HashMap<>();
    private final Map<String, RecordReader> outputTopics = new HashMap<>();
    /** They may not exist, as long as nothing was redriven. */
    private final Map<String, RecordReader> addressedTopics = new HashMap<>();

    private final Map<String, RecordReader> sourceTopics = new HashMap<>();
    private final TopicTail outputs;
    private final TopicTail sources;
    private final TopicBounds bounds;
    private final BatchRecords batches;
    private final RegistrySchemas schemas;
    private final ObjectStore bucket;
    private final Map<Sink, EventStore> stores = new EnumMap<>(Sink.class);

    /** As below, without leaving anything out. */
    public Verification(MillraceConfig config, List<PipelineConfig> pipelines, boolean deep) {
        this(config, pipelines, deep, false);
    }

    /**
     * @param pipelines those of {@code config} to check
     * @param deep whether the bytes of the objects are read too; without it, their metadata only
     * @param fromFirst whether to ignore what is before the first offset that anything accounts for
     */
    public Verification(MillraceConfig config, List<PipelineConfig> pipelines, boolean deep, boolean fromFirst) {
        this.config = config;
        this.fromFirst = fromFirst;
        outputs = new TopicTail(config);
        sources = new TopicTail(config);
        bounds = new TopicBounds(config);
        batches = new BatchRecords(config);
        schemas = new RegistrySchemas(() -> config.registry().connect());
        ObjectStoreConfig store = config.objectStore();
        bucket = store.bucket() == null ? null : new BucketReader(store);
        if (config.search().url() != null) {
            stores.put(Sink.OPENSEARCH, new IndexReader(config.search()));
        }
        if (config.database().url() != null) {
            stores.put(Sink.POSTGRES, new TableReader(config.database()));
        }
        pipelines.forEach(pipeline -> add(pipeline, deep));
    }

    private void add(PipelineConfig pipeline, boolean deep) {
        Conservation book = new Conservation(pipeline.sourceTopic());
        TopicRecords records = new TopicRecords(pipeline, book, () -> bounds.id(pipeline.dlqTopic()));
        books.put(pipeline, book);
        deliveries.put(pipeline, new DeliveryCheck(book));
        ObjectLayout layout = new ObjectLayout(config.objectStore().prefix(), pipeline.name());
        inspections.put(pipeline, new ObjectInspection(bucket, layout, batches, schemas, deep));
        for (PipelineTopic topic : pipeline.topics()) {
            switch (topic.role()) {
                case SOURCE -> sourceTopics.put(topic.name(), records::source);
                case SINK -> outputTopics.put(topic.name(), records::sink);
                case DLQ -> outputTopics.put(topic.name(), records::deadLetter);
                case ROUTE -> outputTopics.put(topic.name(), records::routed);
                case DROPPED -> outputTopics.put(topic.name(), records::dropped);
                case REDRIVEN -> addressedTopics.put(topic.name(), records::redriven); // None but of the dead letters.
                case REDRIVES -> addressedTopics.put(topic.name(), records::sentBack);
                case ROLLUPS -> {} // It contains no events.
                case STATE, REPARTITION, TOPOLOGY -> {} // They contain no event that is not elsewhere, or will be.
            }
        }
    }

    /** One round; throws {@link VerificationException} when topics or bucket cannot be read. */
    public VerificationReport run() {
        schemas.forgetRefusals();
        return answered(this::round);
    }

    private VerificationReport round() {
        Map<String, Balance> balances = new LinkedHashMap<>();
        List<String> findings = new ArrayList<>();
        readTopics();
        books.forEach((pipeline, book) -> {
            DeliveryCheck seen = deliveries.get(pipeline);
            boolean inBucket = bucket != null && pipeline.sinks().contains(Sink.S3);
            if (inBucket) {
                inspections.get(pipeline).show(seen);
            }
            stores.forEach((sink, store) -> {
                if (pipeline.sinks().contains(sink)) {
                    book.held(sink.word(), store.read(pipeline));
                }
            });
            Balance balance = book.balance(inBucket ? seen.delivery() : null, seen.removed(), fromFirst);
            balances.put(pipeline.name(), balance);
            findings.addAll(new Conclusions(pipeline, config).of(balance));
        });
        return new VerificationReport(balances, findings, unchecked());
    }

    private Set<Sink> unchecked() {
        Set<Sink> unchecked = EnumSet.noneOf(Sink.class);
        books.keySet().forEach(pipeline -> unchecked.addAll(pipeline.sinks()));
        unchecked.removeAll(stores.keySet());
        if (bucket != null) {
            unchecked.remove(Sink.S3);
        }
        return unchecked;
    }

    /**
     * Repeats rounds until everything is conserved, or {@code atMost} is over; returns the last report. A destination that cannot answer right
     * now is asked again, too.
     */
    public VerificationReport await(Duration atMost) throws InterruptedException {
        return repeat(atMost, BETWEEN_ROUNDS);
    }

    /**
     * The same of what is on the topics now, whatever comes meanwhile: so a pipeline that is never at rest can be judged, too. At most
     * some twenty rounds. Of a verification that has not had one yet.
     */
    public VerificationReport settle(Duration atMost) throws InterruptedException {
        Map<TopicPartition, Long> now = answered(() -> bounds.uncommittedEnds(partitionsWith(presentOutputs())));
        books.values().forEach(book -> book.expectOnly(now));
        return repeat(atMost, atMost.dividedBy(ROUNDS));
    }

    private VerificationReport repeat(Duration atMost, Duration pause) throws InterruptedException {
        return Rounds.repeat(this::run, atMost, pause);
    }

    private <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new VerificationException(
                    "Cannot read the topics at " + config.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, RecordReader> presentOutputs() {
        Map<String, RecordReader> present = new HashMap<>(outputTopics);
        addressedTopics.forEach((topic, reader) -> {
            if (outputs.exists(topic)) {
                present.put(topic, reader);
            }
        });
        return present;
    }

    private List<TopicPartition> partitionsWith(Map<String, RecordReader> outputTopics) {
        List<TopicPartition> all = outputs.partitionsOf(outputTopics.keySet());
        all.addAll(sources.partitionsOf(sourceTopics.keySet()));
        return all;
    }

    private void readTopics() {
        Map<String, RecordReader> outputTopics = presentOutputs();
        List<TopicPartition> all = partitionsWith(outputTopics);
        // In this order: what follows a transaction that is over by then can be read, and what was batched was
        // produced.
        Map<TopicPartition, Long> uncommittedEnds = bounds.uncommittedEnds(all);
        outputs.read(outputTopics);
        sources.read(sourceTopics);
        Map<TopicPartition, Long> sourceBeginnings = sources.beginnings();
        Map<TopicPartition, Long> outputBeginnings = outputs.beginnings();
        books.forEach((pipeline, book) -> {
            of(pipeline.sourceTopic(), sources.ends().keySet())
                    .forEach(partition -> book.source(
                            partition.partition(),
                            sourceBeginnings.get(partition),
                            sources.ends().get(partition),
                            uncommittedEnds.getOrDefault(partition, 0L)));
            for (String topic : pipeline.sinkTopics()) {
                of(topic, outputBeginnings.keySet())
                        .forEach(partition ->
                                sinkBegins(pipeline, book, partition.partition(), outputBeginnings.get(partition)));
            }
            for (String topic : pipeline.topicsBesideBatches()) {
                of(topic, outputBeginnings.keySet())
                        .forEach(partition -> book.othersBegin(outputBeginnings.get(partition)));
            }
            noteHiddenOutputs(pipeline, book, uncommittedEnds);
            book.sourceIsCompacted(book.asksForCompaction() && bounds.isCompacted(pipeline.sourceTopic()));
        });
    }

    private static void sinkBegins(PipelineConfig pipeline, Conservation book, int partition, long begins) {
        if (pipeline.grouping().isOff()) {
            book.sinkBegins(partition, begins);
        } else {
            book.sinkOfGroupsBegins(begins);
        }
    }

    private void noteHiddenOutputs(
            PipelineConfig pipeline, Conservation book, Map<TopicPartition, Long> uncommittedEnds) {
        Set<String> own = pipeline.topics().stream()
                .filter(topic -> topic.role() != TopicRole.REDRIVES)
                .map(PipelineTopic::name)
                .collect(Collectors.toSet());
        outputs.ends().forEach((partition, end) -> {
            if (own.contains(partition.topic())) {
                long hidden = uncommittedEnds.getOrDefault(partition, 0L);
                book.hiddenOutputs(partition, hidden > end ? new OffsetRange(end, hidden - 1) : null);
            }
        });
    }

    private static List<TopicPartition> of(String topic, Collection<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
    }

    @Override
    public void close() {
        outputs.close();
        sources.close();
        bounds.close();
        batches.close();
        if (bucket != null) {
            bucket.close();
        }
        stores.values().forEach(EventStore::close);
    }
}

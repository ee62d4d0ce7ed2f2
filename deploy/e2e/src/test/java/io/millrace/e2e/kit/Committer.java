// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Commits one transaction after the other, with a record on each partition of a pipeline's batches, until it gives up. */
public final class Committer extends Thread {
    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile boolean givenUp;

    /** {@code name} is in its transactional id, which is one of the pipeline's, and in what it writes. */
    public Committer(Cluster cluster, MillraceConfig config, String name) {
        super(name);
        PipelineConfig pipeline = config.pipelines().get(0);
        topic = pipeline.sinkTopic();
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "transactional.id",
                        pipeline.application().transactions() + name,
                        "transaction.timeout.ms",
                        5_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /** What stands in transactions whose commit was answered. */
    public Collection<String> acknowledged() {
        return acknowledged;
    }

    /** As if its process were killed. */
    public void giveUp() {
        givenUp = true;
        producer.close(Duration.ZERO);
    }

    @Override
    public void run() {
        try {
            producer.initTransactions();
            for (int number = 0; !givenUp; number++) {
                String text = getName() + "-" + number;
                producer.beginTransaction();
                for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(topic, partition, null, text));
                }
                producer.commitTransaction();
                acknowledged.add(text);
            }
        } catch (KafkaException | IllegalStateException e) {
            if (!givenUp) {
                throw e;
            }
        }
    }
}

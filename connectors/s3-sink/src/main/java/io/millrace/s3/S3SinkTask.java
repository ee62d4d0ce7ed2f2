// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.s3.content.ObjectContent;
import io.millrace.sink.Delivery;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.Failures;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** Connects Kafka Connect's calls to the delivery loop, and the loop to the bucket; decides nothing itself. */
public final class S3SinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(S3SinkTask.class);

    private final S3Failures failures = new S3Failures();
    private S3Client client;
    private Delivery delivery;

    @Override
    public void start(Map<String, String> props) {
        S3SinkConfig config = new S3SinkConfig(props);
        client = S3ClientFactory.create(config);
        S3Place place = S3Place.of(config);
        S3Writer writer = new S3Writer(client, place, config.getString(S3SinkConfig.PREFIX), ObjectContent.of(config));
        checkBucket(writer, place, LOG);
        delivery = Delivery.start(DeliveryConfig.of(config), context, writer, failures);
    }

    /** Throws when S3 refuses the bucket or there are no credentials; an S3 that does not answer is an outage like any later one. */
    void checkBucket(S3Writer writer, S3Place place, Logger log) {
        try {
            writer.checkBucket();
        } catch (RuntimeException e) {
            String why = place.explain(e);
            if (failures.classify(e) != Failures.Kind.RETRIABLE) {
                throw new ConnectException(Character.toUpperCase(why.charAt(0)) + why.substring(1), e);
            }
            log.atWarn()
                    .addKeyValue("bucket", place.bucket())
                    .addKeyValue("reason", why)
                    .log("The bucket does not answer yet: deliveries are retried until it does");
        }
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        delivery.open(partitions);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        delivery.close(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        delivery.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return delivery.preCommit(offsets);
    }

    /** Connect calls it after a failed {@link #start} too. */
    @Override
    public void stop() {
        if (delivery != null) {
            delivery.stop();
        }
        if (client != null) {
            client.close();
        }
    }

    @Override
    public String version() {
        return new S3SinkConnector().version();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.client.AccessKeys;
import io.millrace.opensearch.client.Cluster;
import io.millrace.sink.Delivery;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.Failures;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects Kafka Connect's calls to the delivery loop, and the loop to the cluster; decides nothing itself. */
public final class OpenSearchSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSearchSinkTask.class);

    private final OpenSearchFailures failures = new OpenSearchFailures();
    private Delivery delivery;

    @Override
    public void start(Map<String, String> props) {
        OpenSearchSinkConfig config = new OpenSearchSinkConfig(props);
        Cluster cluster = config.cluster();
        PayloadSchemas schemas = PayloadSchemas.of(config);
        OpenSearchWriter writer = new OpenSearchWriter(
                cluster,
                config.index(),
                config.documents(schemas),
                config.mappings(cluster, schemas),
                config.bulkLimits());
        checkCluster(writer, config.getList(AccessKeys.URLS).toString());
        delivery = Delivery.start(DeliveryConfig.of(config), context, writer, failures);
    }

    /** Throws when the cluster refuses the credentials; one that does not answer is an outage like any later one. */
    private void checkCluster(OpenSearchWriter writer, String urls) {
        try {
            writer.checkCluster();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while the cluster was asked who it is", e);
        } catch (Exception e) {
            if (failures.classify(e) != Failures.Kind.RETRIABLE) {
                throw new ConnectException(
                        "The cluster at " + urls + " answers " + e.getMessage() + "; " + remedy(), e);
            }
            LOG.atWarn()
                    .addKeyValue("urls", urls)
                    .addKeyValue("reason", e.getMessage())
                    .log("The cluster does not answer yet: deliveries are retried until it does");
        }
    }

    private static String remedy() {
        return "correct " + AccessKeys.URLS + ", or the credentials: " + AccessKeys.USER + " and " + AccessKeys.PASSWORD
                + ", opensearch.api.key, or opensearch.aws.*";
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
    }

    @Override
    public String version() {
        return new OpenSearchSinkConnector().version();
    }
}

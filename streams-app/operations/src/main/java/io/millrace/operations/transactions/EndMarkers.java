// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.transactions;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Ends a transaction on one partition. {@code Admin.abortTransaction} sends the same request, and can only abort. Throws {@link
 * ClusterException} when the partition's leader does not answer or refuses.
 */
public final class EndMarkers {
    private static final String NAME = "millrace-end-transactions";

    private final MillraceConfig config;
    private final ClusterAdmin cluster;

    public EndMarkers(MillraceConfig config, ClusterAdmin cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /** Commits {@code one} on its partition, or aborts it; false when somebody else has ended it meanwhile. */
    public boolean write(OpenTransaction one, boolean commit) {
        TopicPartition partition = one.partition();
        Node leader = cluster.leader(partition);
        AdminClientConfig settings = new AdminClientConfig(AdminClients.settings(config));
        int timeoutMs = settings.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
        try (Metrics metrics = new Metrics();
                KafkaClient client = client(settings, timeoutMs, metrics)) {
            if (!NetworkClientUtils.awaitReady(client, leader, Time.SYSTEM, timeoutMs)) {
                throw new ClusterException("Broker " + leader + " did not let itself be connected to");
            }
            WriteTxnMarkersResponse response = (WriteTxnMarkersResponse) NetworkClientUtils.sendAndReceive(
                            client,
                            client.newClientRequest(
                                    leader.idString(), request(one, commit), Time.SYSTEM.milliseconds(), true),
                            Time.SYSTEM)
                    .responseBody();
            Errors error = response.errorsByProducerId()
                    .get(one.producer().producerId())
                    .get(partition);
            if (error != Errors.NONE && error != Errors.INVALID_PRODUCER_EPOCH) {
                throw new ClusterException(
                        "Broker " + leader + " refused to end the transaction on " + partition + ": " + error.message(),
                        error.exception());
            }
            return error == Errors.NONE;
        } catch (IOException e) {
            throw new ClusterException("Broker " + leader + " did not answer when a transaction was to be ended", e);
        }
    }

    private static KafkaClient client(AdminClientConfig settings, int timeoutMs, Metrics metrics) {
        return ClientUtils.createNetworkClient(
                settings,
                NAME,
                metrics,
                NAME,
                new LogContext(),
                new ApiVersions(),
                Time.SYSTEM,
                1,
                timeoutMs,
                null,
                new ManualMetadataUpdater(),
                new DefaultHostResolver(),
                null,
                null);
    }

    /** Like that of Kafka's own abort, with the other result. */
    private static WriteTxnMarkersRequest.Builder request(OpenTransaction one, boolean commit) {
        WritableTxnMarkerTopic topic = new WritableTxnMarkerTopic()
                .setName(one.partition().topic())
                .setPartitionIndexes(List.of(one.partition().partition()));
        WritableTxnMarker marker = new WritableTxnMarker()
                .setProducerId(one.producer().producerId())
                .setProducerEpoch((short) one.producer().producerEpoch())
                .setCoordinatorEpoch(one.producer().coordinatorEpoch().orElse(0))
                .setTransactionResult(commit)
                .setTopics(List.of(topic));
        return new WriteTxnMarkersRequest.Builder(new WriteTxnMarkersRequestData().setMarkers(List.of(marker)));
    }
}

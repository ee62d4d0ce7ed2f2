// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.StreamsApplication;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import io.millrace.operations.cluster.TopicState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.SupportedVersionRange;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Asks Kafka, and changes nothing. What it may not ask is left out; throws {@link ClusterException} when there is no answer. */
public final class ClusterExaminer {
    private static final String OFFSETS = "__consumer_offsets";
    private static final String TRANSACTIONS = "__transaction_state";
    private static final String METADATA_VERSION = "metadata.version";
    private static final String TRANSACTION_VERSION = "transaction.version";

    private final MillraceConfig config;
    private final ClusterAdmin cluster;

    public ClusterExaminer(MillraceConfig config, ClusterAdmin cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    public BrokerFacts brokers() {
        Set<Integer> ids = cluster.brokers().keySet();
        FeatureMetadata features =
                cluster.answer(cluster.admin().describeFeatures().featureMetadata(), "its features");
        SupportedVersionRange supported = features.supportedFeatures().get(METADATA_VERSION);
        return new BrokerFacts(
                ids.size(),
                settings(ids),
                level(features, METADATA_VERSION),
                supported == null ? -1 : supported.maxVersion(),
                level(features, TRANSACTION_VERSION));
    }

    private static int level(FeatureMetadata features, String name) {
        FinalizedVersionRange range = features.finalizedFeatures().get(name);
        return range == null ? -1 : range.maxVersionLevel();
    }

    private Map<Integer, Map<String, String>> settings(Set<Integer> brokers) {
        Map<Integer, Map<String, String>> settings = new HashMap<>();
        try {
            brokers.forEach(broker -> settings.put(broker, cluster.brokerSettings(broker)));
        } catch (ClusterException e) {
            if (!e.isForbidden()) {
                throw e;
            }
            return Map.of();
        }
        return settings;
    }

    /** One by one, so that one that is forbidden does not hide the others. */
    public TopicFacts topics() {
        List<String> names = new ArrayList<>(List.of(OFFSETS, TRANSACTIONS));
        cluster.topicsOf(config).forEach(topic -> names.add(topic.name()));
        Map<String, TopicState> found = new HashMap<>();
        Map<String, String> unreadable = new HashMap<>();
        for (String name : names) {
            try {
                found.putAll(cluster.topics(List.of(name)));
            } catch (ClusterException e) {
                if (!e.isForbidden()) {
                    throw e;
                }
                unreadable.put(name, e.getCause().getMessage());
            }
        }
        return new TopicFacts(found, unreadable);
    }

    /** Kafka creates its own topics when it is asked about what is in them, so it is asked only if they exist. */
    public RightsFacts rights(TopicFacts topics) {
        Map<String, Set<AclOperation>> groups = new HashMap<>();
        Map<String, String> transactions = new HashMap<>();
        for (PipelineConfig pipeline : config.pipelines()) {
            StreamsApplication application = pipeline.application();
            Set<AclOperation> group = topics.get(OFFSETS) == null ? null : group(application.group());
            if (group != null) {
                groups.put(application.group(), group);
            }
            String problem = topics.get(TRANSACTIONS) == null || !config.exactlyOnce()
                    ? null
                    : transactions(application.transactions());
            if (problem != null) {
                transactions.put(application.transactions(), problem);
            }
        }
        return new RightsFacts(groups, transactions);
    }

    private Set<AclOperation> group(String group) {
        DescribeConsumerGroupsOptions options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
        try {
            ConsumerGroupDescription description = cluster.answerUnless(
                    GroupIdNotFoundException.class,
                    cluster.admin()
                            .describeConsumerGroups(List.of(group), options)
                            .describedGroups()
                            .get(group),
                    "the group " + group);
            return description == null ? null : description.authorizedOperations();
        } catch (ClusterException e) {
            if (e.isForbidden()) {
                return Set.of();
            }
            throw e;
        }
    }

    /** A user who may write under an id may describe it, and is told that there is none. */
    private String transactions(String prefix) {
        String id = prefix + "doctor";
        try {
            cluster.answerUnless(
                    TransactionalIdNotFoundException.class,
                    cluster.admin().describeTransactions(List.of(id)).description(id),
                    "the transactional id " + id);
            return null;
        } catch (ClusterException e) {
            if (e.isForbidden()) {
                return e.getMessage();
            }
            throw e;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** What each command needs. */
final class CommandRights {
    private static final String TRANSACTIONS_TOPIC = "__transaction_state";
    private static final String OFFSETS_TOPIC = "__consumer_offsets";

    private final MillraceConfig config;
    private final Naming naming;
    private final Rights rights;

    CommandRights(MillraceConfig config, Naming naming, Rights rights) {
        this.config = config;
        this.naming = naming;
        this.rights = rights;
    }

    void feed() {
        config.pipelines().forEach(pipeline -> rights.topic(pipeline.sourceTopic(), WRITE));
    }

    void topics() {
        for (PipelineTopic topic : config.topics()) {
            rights.topic(topic.name(), ALTER, ALTER_CONFIGS);
            // The others are made by the stream.
            if (!topic.role().isInternal()) {
                rights.topic(topic.name(), CREATE);
            }
        }
        // How large records may be that a topic says nothing about.
        rights.cluster(DESCRIBE_CONFIGS);
    }

    void copies() {
        rights.cluster(ALTER);
    }

    void profiles() {
        topics();
        config.pipelines()
                .forEach(pipeline -> rights.group(pipeline.application().group(), DESCRIBE));
    }

    void verify() {
        config.pipelines().forEach(this::verify);
    }

    private void verify(PipelineConfig pipeline) {
        rights.topics(pipeline, TopicRole.REDRIVEN, READ)
                .topics(pipeline, TopicRole.REDRIVES, READ)
                // Whether it is compacted.
                .topic(pipeline.sourceTopic(), READ, DESCRIBE_CONFIGS);
        pipeline.sinkTopics().forEach(topic -> rights.topic(topic, READ));
        pipeline.topicsBesideBatches().forEach(topic -> rights.topic(topic, READ));
    }

    void dlq() {
        config.pipelines().forEach(this::dlq);
    }

    /** An idle redrive also looks at what pipeline and sinks have not read yet. */
    private void dlq(PipelineConfig pipeline) {
        rights.topic(pipeline.dlqTopic(), READ, DESCRIBE_CONFIGS)
                .topic(pipeline.sourceTopic(), READ, WRITE, DESCRIBE_CONFIGS)
                .topics(pipeline, TopicRole.REDRIVEN, READ, WRITE, DESCRIBE_CONFIGS)
                .topics(pipeline, TopicRole.REDRIVES, READ, WRITE, DESCRIBE_CONFIGS)
                .topics(pipeline, TopicRole.REPARTITION, READ, DESCRIBE_CONFIGS)
                .topics(pipeline, TopicRole.SINK, READ, DESCRIBE_CONFIGS)
                .group(pipeline.application().group(), DESCRIBE)
                .transactions(pipeline.application().redrive(), PatternType.LITERAL, WRITE);
        pipeline.sinks().forEach(sink -> rights.group(naming.group(sink, pipeline), DESCRIBE));
    }

    void reset() {
        for (PipelineConfig pipeline : config.pipelines()) {
            // Positions other than the earliest take reading all that tells of events.
            verify(pipeline);
            rights.topics(pipeline, TopicRole.REPARTITION, READ, DELETE, DESCRIBE_CONFIGS)
                    .topics(pipeline, TopicRole.STATE, DELETE)
                    .topics(pipeline, TopicRole.TOPOLOGY, DELETE)
                    // Offsets of topics that are read no more are deleted.
                    .group(pipeline.application().group(), READ, DELETE);
        }
    }

    void doctor() {
        for (PipelineTopic topic : config.topics()) {
            rights.topic(topic.name(), DESCRIBE, DESCRIBE_CONFIGS);
        }
        rights.topic(OFFSETS_TOPIC, DESCRIBE, DESCRIBE_CONFIGS)
                .topic(TRANSACTIONS_TOPIC, DESCRIBE, DESCRIBE_CONFIGS)
                .cluster(DESCRIBE_CONFIGS);
    }

    /** Only who may alter the cluster may end what is not his own. One who does not see all transactions takes them for forgotten. */
    void endTransactions() {
        config.topics().forEach(topic -> rights.topic(topic.name(), READ, DESCRIBE_CONFIGS));
        rights.topic(OFFSETS_TOPIC, READ, DESCRIBE_CONFIGS)
                .transactions(ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL, DESCRIBE)
                .cluster(ALTER);
    }
}

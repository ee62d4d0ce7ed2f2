// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/**
 * What the processes need that run all the time. Producers are idempotent without a right on the cluster: since Kafka 3.0 who may write to
 * any topic may be.
 */
final class ProcessRights {
    private final MillraceConfig config;
    private final Naming naming;
    private final Rights rights;

    ProcessRights(MillraceConfig config, Naming naming, Rights rights) {
        this.config = config;
        this.naming = naming;
        this.rights = rights;
    }

    void stream() {
        for (PipelineConfig pipeline : config.pipelines()) {
            for (PipelineTopic topic : pipeline.topics()) {
                stream(topic);
            }
            rights.group(pipeline.application().group(), READ);
            if (config.exactlyOnce()) {
                rights.transactions(pipeline.application().transactions(), PatternType.PREFIXED, WRITE);
            }
        }
    }

    private void stream(PipelineTopic topic) {
        if (!topic.role().isOfStream()) {
            return;
        }
        rights.topic(topic.name(), topic.role().rights().toArray(AclOperation[]::new));
        // A start compares what each topic accepts with what is to be sent.
        rights.topic(topic.name(), DESCRIBE_CONFIGS);
        if (topic.role().isInternal()) {
            rights.topic(topic.name(), CREATE);
        }
        if (topic.role() == TopicRole.STATE || topic.role() == TopicRole.REPARTITION) {
            // They get as many partitions as the source has.
            rights.topic(topic.name(), ALTER);
        }
    }

    void gateway() {
        config.pipelines().forEach(pipeline -> rights.topic(pipeline.sourceTopic(), WRITE));
    }

    void sinks() {
        for (PipelineConfig pipeline : config.pipelines()) {
            for (Sink sink : pipeline.sinks()) {
                rights.topics(pipeline, TopicRole.SINK, READ)
                        .topics(pipeline, TopicRole.REDRIVEN, READ)
                        .topics(pipeline, TopicRole.DLQ, WRITE)
                        .group(naming.group(sink, pipeline), READ);
            }
        }
    }

    void connect() {
        if (config.sinks().isEmpty()) {
            return;
        }
        naming.connectTopics().forEach(topic -> rights.topic(topic, READ, WRITE, CREATE, DESCRIBE_CONFIGS));
        rights.group(naming.connectGroup(), READ);
    }
}

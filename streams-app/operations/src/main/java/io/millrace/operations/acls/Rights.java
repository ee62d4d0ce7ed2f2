// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Rights that are being gathered, each once. */
final class Rights {
    private static final Set<AclOperation> IMPLY_DESCRIBE = EnumSet.of(READ, WRITE, DELETE, ALTER);

    private final Map<ResourcePattern, Set<AclOperation>> gathered =
            new TreeMap<>(Comparator.comparing(ResourcePattern::resourceType)
                    .thenComparing(ResourcePattern::name)
                    .thenComparing(ResourcePattern::patternType));

    Rights topic(String name, AclOperation... operations) {
        return add(ResourceType.TOPIC, name, PatternType.LITERAL, operations);
    }

    /** Those of {@code pipeline} with that role. */
    Rights topics(PipelineConfig pipeline, TopicRole role, AclOperation... operations) {
        for (PipelineTopic topic : pipeline.topics()) {
            if (topic.role() == role) {
                topic(topic.name(), operations);
            }
        }
        return this;
    }

    Rights group(String name, AclOperation... operations) {
        return add(ResourceType.GROUP, name, PatternType.LITERAL, operations);
    }

    Rights transactions(String id, PatternType pattern, AclOperation... operations) {
        return add(ResourceType.TRANSACTIONAL_ID, id, pattern, operations);
    }

    Rights cluster(AclOperation... operations) {
        return add(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL, operations);
    }

    private Rights add(ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        Collections.addAll(
                gathered.computeIfAbsent(
                        new ResourcePattern(type, name, pattern), resource -> EnumSet.noneOf(AclOperation.class)),
                operations);
        return this;
    }

    void addAll(List<Acl> acls) {
        acls.forEach(acl -> gathered.computeIfAbsent(acl.resource(), resource -> EnumSet.noneOf(AclOperation.class))
                .addAll(acl.operations()));
    }

    /** By type, then by name. */
    List<Acl> acls() {
        return gathered.entrySet().stream()
                .map(entry -> new Acl(entry.getKey(), withoutImplied(entry.getValue())))
                .toList();
    }

    private static Set<AclOperation> withoutImplied(Set<AclOperation> operations) {
        Set<AclOperation> left = EnumSet.copyOf(operations);
        if (!Collections.disjoint(operations, IMPLY_DESCRIBE)) {
            left.remove(DESCRIBE);
        }
        if (operations.contains(ALTER_CONFIGS)) {
            left.remove(DESCRIBE_CONFIGS);
        }
        return left;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;

/** How many processes share the work of some pipeline, as Kafka sees it: one that was not named would keep the old profile. */
public final class GroupMembers {
    /** How Kafka Streams names a thread's consumer. */
    private static final String THREAD = "-StreamThread-.*";

    private GroupMembers() {}

    public static long processes(MillraceConfig config) {
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            return config.pipelines().stream()
                    .map(pipeline -> pipeline.application().group())
                    .mapToLong(group -> processes(cluster, group))
                    .max()
                    .orElse(0);
        }
    }

    private static long processes(ClusterAdmin cluster, String group) {
        ConsumerGroupDescription found = cluster.group(group);
        return found == null
                ? 0
                : found.members().stream()
                        .map(MemberDescription::clientId)
                        .map(client -> client.replaceFirst(THREAD, ""))
                        .distinct()
                        .count();
    }
}

package io.millrace.ops.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.ops.cluster.ClusterAdmin;
import java.util.List;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;

/** How many processes share the work, as Kafka sees it: one that nobody named would go on with the old profile. */
final class GroupMembers {
    /** A thread's consumer is called so by Kafka Streams. */
    private static final String THREAD = "-StreamThread-.*";

    private GroupMembers() {}

    static long processes(MillraceConfig config) {
        String group = config.string(MillraceConfig.APPLICATION_ID);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            ConsumerGroupDescription found = cluster.answer(
                    cluster.admin()
                            .describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group),
                    "the group " + group);
            return found.members().stream()
                    .map(MemberDescription::clientId)
                    .map(client -> client.replaceFirst(THREAD, ""))
                    .distinct()
                    .count();
        }
    }
}

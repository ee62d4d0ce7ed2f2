package io.millrace.ops.profiles;

import io.millrace.config.MillraceConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;

/** How many processes share the work, as Kafka sees it: one that nobody named would go on with the old profile. */
final class GroupMembers {
    /** A thread's consumer is called so by Kafka Streams. */
    private static final String THREAD = "-StreamThread-.*";

    private GroupMembers() {}

    static long processes(MillraceConfig config) {
        String group = config.string(MillraceConfig.APPLICATION_ID);
        try (Admin admin = Admin.create(config.client("admin"))) {
            Map<String, ConsumerGroupDescription> found = admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get(config.millis(MillraceConfig.START_TIMEOUT_MS), TimeUnit.MILLISECONDS);
            return found.get(group).members().stream()
                    .map(MemberDescription::clientId)
                    .map(client -> client.replaceFirst(THREAD, ""))
                    .distinct()
                    .count();
        } catch (ExecutionException | TimeoutException e) {
            throw new SwitchFailedException("Kafka did not describe the group " + group + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwitchFailedException("Interrupted", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A static member of a group whose thread is gone. */
public final class GhostMember {
    private static final Logger LOG = LoggerFactory.getLogger(GhostMember.class);

    private GhostMember() {}

    /** Waits until the thread has ended, so that nobody else takes over its partitions before that, and removes the member. */
    public static void remove(MillraceConfig config, String group, String member, Thread thread) {
        try {
            thread.join();
            RemoveMembersFromConsumerGroupOptions which =
                    new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(member)));
            try (Admin admin = AdminClients.make(config)) {
                admin.removeMembersFromConsumerGroup(group, which).all().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                return;
            }
            LOG.atWarn()
                    .addKeyValue("group", group)
                    .addKeyValue("member", member)
                    .addKeyValue("cause", e.getCause())
                    .log("The member of a replaced thread keeps its partitions until its session expires");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

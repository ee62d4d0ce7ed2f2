// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.members;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The static members of the groups of all pipelines. Throws {@link ClusterException} when the cluster does not answer, or refuses. */
public final class StaticMembers {
    private final ClusterAdmin cluster;
    private final List<StaticMember> all = new ArrayList<>();

    public StaticMembers(MillraceConfig config, ClusterAdmin cluster) {
        this.cluster = cluster;
        for (PipelineConfig pipeline : config.pipelines()) {
            add(pipeline.application().group());
        }
    }

    private void add(String group) {
        ConsumerGroupDescription description = cluster.group(group);
        if (description == null) {
            return;
        }
        for (MemberDescription member : description.members()) {
            member.groupInstanceId().ifPresent(name -> all.add(new StaticMember(group, name)));
        }
    }

    /**
     * Takes all threads of these processes out of their groups, whose other members are given their partitions at once. A process that is
     * alive joins again. Throws {@link ClusterException}, and changes nothing, when one of them is no member of any group.
     */
    public List<StaticMember> remove(Collection<String> processes) {
        TreeSet<String> known = new TreeSet<>();
        all.forEach(member -> known.add(member.process()));
        List<String> unknown =
                processes.stream().filter(one -> !known.contains(one)).toList();
        if (!unknown.isEmpty()) {
            throw new ClusterException(String.join(", ", unknown) + ": no static member of any pipeline's group; "
                    + (known.isEmpty() ? "there are none" : "there are " + String.join(", ", known))
                    + ". A member that was away for session.timeout.ms is none any more.");
        }
        List<StaticMember> named = all.stream()
                .filter(member -> processes.contains(member.process()))
                .toList();
        named.forEach(this::remove);
        return named;
    }

    private void remove(StaticMember member) {
        MemberToRemove one = new MemberToRemove(member.name());
        cluster.answerUnless(
                UnknownMemberIdException.class,
                cluster.admin()
                        .removeMembersFromConsumerGroup(
                                member.group(), new RemoveMembersFromConsumerGroupOptions(List.of(one)))
                        .memberResult(one),
                "the removal of " + member.name() + " from the group " + member.group());
    }
}

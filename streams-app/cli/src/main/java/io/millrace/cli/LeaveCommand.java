// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.members.StaticMember;
import io.millrace.operations.members.StaticMembers;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace leave}. */
@Command(
        name = "leave",
        description = {
            "Takes stream processes that are stopped and will not come back out of the groups of their pipelines: the others have their"
                    + " partitions within seconds, and not only when kafka.consumer.session.timeout.ms is over.",
            "It is for static members, which keep their partitions while they are away. One that still runs joins again."
        },
        mixinStandardHelpOptions = true)
public final class LeaveCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions options;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROCESS",
            description = "Its kafka.consumer.group.instance.id, which is the name of the pod on Kubernetes.")
    private List<String> processes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        MillraceConfig config = options.load();
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            List<StaticMember> gone = new StaticMembers(config, cluster).remove(processes);
            spec.commandLine().getOut().println(options.json() ? json(gone) : text(gone));
            return 0;
        }
    }

    private static String text(List<StaticMember> gone) {
        Table table = new Table("GROUP", "MEMBER GONE");
        gone.forEach(one -> table.row(one.group(), one.name()));
        return table.toString();
    }

    private static String json(List<StaticMember> gone) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode members = root.putArray("gone");
        gone.forEach(one -> members.addObject().put("group", one.group()).put("member", one.name()));
        return root.toPrettyString();
    }
}

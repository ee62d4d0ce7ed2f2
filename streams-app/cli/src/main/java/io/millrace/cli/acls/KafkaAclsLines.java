// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.acls;

import io.millrace.operations.acls.Acl;
import io.millrace.operations.acls.AclPlan;
import io.millrace.operations.acls.Role;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.utils.SecurityUtils;

/** A plan as lines for a shell, role by role, each of which grants the rights on one resource. */
final class KafkaAclsLines {
    private final String command;

    /** @param commandConfig null for none */
    KafkaAclsLines(String bootstrapServers, String commandConfig) {
        command = "kafka-acls.sh --bootstrap-server " + quoted(bootstrapServers)
                + (commandConfig == null ? "" : " --command-config " + quoted(commandConfig)) + " --add";
    }

    String text(AclPlan plan) {
        return plan.roles().stream()
                .map(role -> heading(role)
                        + plan.acls(role).stream()
                                .map(acl -> line(plan.user(role), acl))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n"));
    }

    private static String heading(Role role) {
        return "# " + role.word() + ": " + role.title() + '\n';
    }

    private String line(String user, Acl acl) {
        return command + " --allow-principal " + quoted("User:" + user) + ' ' + resource(acl)
                + acl.operations().stream()
                        .map(operation -> " --operation " + SecurityUtils.operationName(operation))
                        .collect(Collectors.joining());
    }

    private static String resource(Acl acl) {
        String name = quoted(acl.resource().name());
        String pattern =
                acl.resource().patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
        return switch (acl.resource().resourceType()) {
            case TOPIC -> "--topic " + name + pattern;
            case GROUP -> "--group " + name + pattern;
            case TRANSACTIONAL_ID -> "--transactional-id " + name + pattern;
            case CLUSTER -> "--cluster";
            default -> throw new IllegalStateException("Nobody needs rights on " + acl.resource());
        };
    }

    /** For a POSIX shell, and only where that is needed. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_.,:=/-]+") ? text : '\'' + text.replace("'", "'\\''") + '\'';
    }
}

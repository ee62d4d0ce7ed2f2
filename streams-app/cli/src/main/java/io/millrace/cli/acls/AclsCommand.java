// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.acls;

import io.millrace.app.ConfigOptions;
import io.millrace.cli.strimzi.KafkaUsers;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.acls.AclPlan;
import io.millrace.operations.acls.Naming;
import io.millrace.operations.acls.Role;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace acls}. */
@Command(
        name = "acls",
        description = {
            "Prints the ACLs that the configuration needs on a cluster with an authorizer, and no more, by role and user. Asks no cluster.",
            "Rights on what a topic, group or transactional id is called follow the configuration: print them again when it changes."
        },
        mixinStandardHelpOptions = true)
public final class AclsCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "kafka-acls",
            description = "kafka-acls for lines of kafka-acls.sh, strimzi for resources of kind KafkaUser, or json.")
    private String format;

    @Option(
            names = "--role",
            paramLabel = "R,...",
            split = ",",
            description =
                    "Only these roles: stream, gateway, sinks, connect, feed, topics, copies, profiles, verify, dlq, reset, doctor,"
                            + " end-transactions.")
    private List<String> roles = List.of();

    @Option(
            names = "--user",
            paramLabel = "ROLE=NAME",
            description =
                    "Who has a role, as Kafka names users, without \"User:\". By default that is millrace-stream, millrace-gateway,"
                            + " millrace-connect, millrace-verify, millrace-operator or, for what alters the cluster, millrace-admin. May"
                            + " be repeated.")
    private Map<String, String> users = new TreeMap<>();

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            defaultValue = Naming.CONNECTORS,
            description = "How sink connectors are named (default: ${DEFAULT-VALUE}).")
    private String connector;

    @Option(
            names = "--connect-group",
            paramLabel = "ID",
            defaultValue = Naming.CONNECT_GROUP,
            description =
                    "The group.id of the Connect workers, whose topics are called ID-config, ID-offset and ID-status (default:"
                            + " ${DEFAULT-VALUE}).")
    private String connectGroup;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "For kafka-acls: the file by which kafka-acls.sh learns who it is.")
    private String commandConfig;

    @Option(
            names = "--kafka",
            paramLabel = "NAME",
            defaultValue = "kafka",
            description = "For strimzi: the name of the Kafka resource (default: ${DEFAULT-VALUE}).")
    private String kafka;

    @Option(
            names = "--authentication",
            paramLabel = "T",
            defaultValue = KafkaUsers.AUTHENTICATION,
            description = "For strimzi: tls or scram-sha-512 (default: ${DEFAULT-VALUE}).")
    private String authentication;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        MillraceConfig config = options.load(null);
        if (config.pipelines().isEmpty()) {
            throw new ConfigException(
                    "No pipeline is configured (" + MillraceConfig.PIPELINES + "=...); name a file with --config");
        }
        AclPlan plan = AclPlan.of(config, new Naming(connector, connectGroup), chosenRoles(), chosenUsers());
        PrintWriter out = spec.commandLine().getOut();
        out.println(text(plan, config));
        out.flush();
        return 0;
    }

    private String text(AclPlan plan, MillraceConfig config) {
        return switch (format) {
            case "kafka-acls" -> new KafkaAclsLines(config.bootstrapServers(), commandConfig).text(plan);
            case "strimzi" -> new KafkaUsers(kafka, authentication).text(plan);
            case "json" -> AclsJson.of(plan).toPrettyString();
            default ->
                throw new ConfigException("There is no --format " + format + ", only kafka-acls, strimzi and json");
        };
    }

    private Set<Role> chosenRoles() {
        Set<Role> chosen = EnumSet.noneOf(Role.class);
        roles.forEach(word -> chosen.add(Role.of(word)));
        return roles.isEmpty() ? EnumSet.allOf(Role.class) : chosen;
    }

    private Map<Role, String> chosenUsers() {
        Map<Role, String> chosen = new TreeMap<>();
        users.forEach((word, name) -> chosen.put(Role.of(word), name));
        return chosen;
    }
}

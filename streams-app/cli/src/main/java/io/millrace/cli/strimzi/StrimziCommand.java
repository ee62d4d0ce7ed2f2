// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.acls.AclPlan;
import io.millrace.operations.acls.Naming;
import io.millrace.operations.acls.Role;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace strimzi}. */
@Command(
        name = "strimzi",
        description = {
            "Prints what the configuration needs of the Strimzi operator: a KafkaTopic for each topic, a KafkaUser for each user with its ACLs, a"
                    + " KafkaConnector for each pipeline and sink. Asks no cluster.",
            "Print it again when the configuration changes. Topics that the operator looks after are not for millrace topics apply."
        },
        mixinStandardHelpOptions = true)
public final class StrimziCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--kafka",
            paramLabel = "NAME",
            defaultValue = "kafka",
            description = "The name of the Kafka resource (default: ${DEFAULT-VALUE}).")
    private String kafka;

    @Option(
            names = "--connect",
            paramLabel = "NAME",
            defaultValue = Naming.CONNECT_GROUP,
            description =
                    "The name of the KafkaConnect resource, whose group.id is taken to be the same (default: ${DEFAULT-VALUE}).")
    private String connect;

    @Option(
            names = "--authentication",
            paramLabel = "T",
            defaultValue = KafkaUsers.AUTHENTICATION,
            description =
                    "How users log in: tls, scram-sha-512, or none for a cluster that knows no users, and then no KafkaUser is"
                            + " printed (default: ${DEFAULT-VALUE}).")
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
        PrintWriter out = spec.commandLine().getOut();
        out.println(text(config));
        out.flush();
        return 0;
    }

    private String text(MillraceConfig config) {
        Naming naming = new Naming(Naming.CONNECTORS, connect);
        return Stream.of(
                        "# Printed by millrace strimzi; print it again when the configuration changes.",
                        new KafkaTopics(kafka).text(config),
                        users(config, naming),
                        new KafkaConnectors(connect).text(config, naming))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String users(MillraceConfig config, Naming naming) {
        return authentication.equals("none")
                ? ""
                : new KafkaUsers(kafka, authentication)
                        .text(AclPlan.of(config, naming, EnumSet.allOf(Role.class), Map.of()));
    }
}

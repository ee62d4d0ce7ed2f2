// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.doctor.checks.BrokerChecks;
import io.millrace.operations.doctor.checks.Check;
import io.millrace.operations.doctor.checks.ConnectChecks;
import io.millrace.operations.doctor.checks.Examination;
import io.millrace.operations.doctor.checks.Findings;
import io.millrace.operations.doctor.checks.InstanceChecks;
import io.millrace.operations.doctor.checks.RegistryChecks;
import io.millrace.operations.doctor.checks.RightsChecks;
import io.millrace.operations.doctor.checks.SizeChecks;
import io.millrace.operations.doctor.checks.TimeChecks;
import io.millrace.operations.doctor.checks.TopicChecks;
import io.millrace.operations.doctor.checks.TransactionChecks;
import io.millrace.operations.doctor.facts.Clocks;
import io.millrace.operations.doctor.facts.ClusterExaminer;
import io.millrace.operations.doctor.facts.ConnectExaminer;
import io.millrace.operations.doctor.facts.InstanceFacts;
import io.millrace.operations.doctor.facts.RegistryExaminer;
import io.millrace.operations.doctor.facts.TopicFacts;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.instances.InstanceException;
import io.millrace.operations.transactions.TransactionExaminer;
import io.millrace.resolved.ResolvedConfig;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/** Checks everything once. */
public final class Doctor {
    private static final List<Check> CHECKS = Stream.of(
                    BrokerChecks.ALL,
                    TopicChecks.ALL,
                    SizeChecks.ALL,
                    TimeChecks.ALL,
                    RightsChecks.ALL,
                    TransactionChecks.ALL,
                    RegistryChecks.ALL,
                    ConnectChecks.ALL,
                    InstanceChecks.ALL)
            .flatMap(List::stream)
            .toList();

    private Doctor() {}

    /**
     * Asks everything and changes nothing. Throws {@link org.apache.kafka.common.config.ConfigException} for settings that
     * contradict each other, and {@link io.millrace.operations.cluster.ClusterException} when the cluster does not answer.
     */
    public static Diagnosis examine(MillraceConfig config) {
        ResolvedConfig effective = ResolvedConfig.of(config);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            ClusterExaminer kafka = new ClusterExaminer(config, cluster);
            TopicFacts topics = kafka.topics();
            return diagnose(new Examination(
                    effective,
                    kafka.brokers(),
                    topics,
                    kafka.rights(topics),
                    new TransactionExaminer(cluster, config, Clock.systemUTC())
                            .hanging(topics.found().values()),
                    new RegistryExaminer(config).look(),
                    ConnectExaminer.look(config),
                    instances(config),
                    new Clocks(Clock.systemUTC()).ahead(config)));
        }
    }

    static Diagnosis diagnose(Examination at) {
        return new Diagnosis(CHECKS.stream()
                .map(check -> {
                    Findings found = check.look(at);
                    return new Diagnosis.Looked(check.name(), found.list(), found.reason());
                })
                .toList());
    }

    private static List<InstanceFacts> instances(MillraceConfig config) {
        Password token = config.admin().token();
        if (token == null) {
            return List.of();
        }
        return config.admin().instances().stream()
                .filter(url -> !url.isEmpty())
                .map(url -> instance(new InstanceClient(url, token.value())))
                .toList();
    }

    private static InstanceFacts instance(InstanceClient client) {
        try {
            return new InstanceFacts(client.url(), client.status(), null);
        } catch (InstanceException e) {
            return new InstanceFacts(client.url(), null, e.getMessage());
        }
    }
}

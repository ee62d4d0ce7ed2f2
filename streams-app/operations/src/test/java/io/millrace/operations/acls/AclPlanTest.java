// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.MillraceConfig;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AclPlanTest {
    @Test
    void shouldGrantTheStreamWhatItReadsWritesAndMakes() {
        AclPlan plan = plan(Map.of("pipelines.logs.group.by", "host"));

        assertThat(rights(plan, Role.STREAM))
                .containsExactlyInAnyOrder(
                        "TOPIC logs.events LITERAL [READ, DESCRIBE_CONFIGS]",
                        "TOPIC logs.batches LITERAL [WRITE, DESCRIBE_CONFIGS]",
                        "TOPIC logs.dlq LITERAL [WRITE, DESCRIBE_CONFIGS]",
                        "TOPIC app.logs-open-batches-changelog LITERAL [READ, WRITE, CREATE, ALTER, DESCRIBE_CONFIGS]",
                        "TOPIC app.logs-remembered-changelog LITERAL [READ, WRITE, CREATE, ALTER, DESCRIBE_CONFIGS]",
                        "TOPIC app.logs-grouped-repartition LITERAL [READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE_CONFIGS]",
                        "TOPIC app.logs-topology-changelog LITERAL [READ, WRITE, CREATE, DESCRIBE_CONFIGS]",
                        "GROUP app.logs LITERAL [READ]",
                        "TRANSACTIONAL_ID app.logs- PREFIXED [WRITE]");
    }

    @Test
    void shouldGrantNoTransactionsWhereThereAreNone() {
        assertThat(rights(plan(Map.of("processing.guarantee", "at_least_once")), Role.STREAM))
                .noneMatch(right -> right.startsWith("TRANSACTIONAL_ID"));
    }

    @Test
    void shouldKeepTheWorkersRightsApartFromThoseOfTheirSinks() {
        AclPlan plan = plan(Map.of("pipelines.logs.sinks", "s3,postgres"));

        assertThat(rights(plan, Role.SINKS))
                .containsExactlyInAnyOrder(
                        "TOPIC logs.batches LITERAL [READ]",
                        "TOPIC logs.redriven LITERAL [READ]",
                        "TOPIC logs.dlq LITERAL [WRITE]",
                        "GROUP connect-s3-logs LITERAL [READ]",
                        "GROUP connect-postgres-logs LITERAL [READ]");
        assertThat(rights(plan, Role.CONNECT))
                .containsExactlyInAnyOrder(
                        "TOPIC millrace-connect-config LITERAL [READ, WRITE, CREATE, DESCRIBE_CONFIGS]",
                        "TOPIC millrace-connect-offset LITERAL [READ, WRITE, CREATE, DESCRIBE_CONFIGS]",
                        "TOPIC millrace-connect-status LITERAL [READ, WRITE, CREATE, DESCRIBE_CONFIGS]",
                        "GROUP millrace-connect LITERAL [READ]");
    }

    @Test
    void shouldLetNobodyButTheirCommandsAlterTheClusterOrWriteWhatTheyOnlyRead() {
        AclPlan plan = plan(Map.of());

        assertThat(plan.roles().stream()
                        .filter(role -> rights(plan, role).contains("CLUSTER kafka-cluster LITERAL [ALTER]")))
                .containsExactly(Role.COPIES, Role.END_TRANSACTIONS);
        assertThat(plan.acls(Role.VERIFY))
                .noneMatch(acl -> acl.operations().toString().contains("WRITE"));
        assertThat(rights(plan, Role.GATEWAY)).containsExactly("TOPIC logs.events LITERAL [WRITE]");
    }

    /** Before a reset somebody verifies; so whoever may reset need not become another user for that. */
    @Test
    void shouldLetTheOperatorVerify() {
        AclPlan plan = plan(Map.of());
        AclPlan other = plan(Map.of(), Map.of(Role.VERIFY, "millrace-operator"));

        assertThat(other.users()).doesNotContain("millrace-verify");
        assertThat(other.acls("millrace-operator")).isEqualTo(plan.acls("millrace-operator"));
    }

    @Test
    void shouldJoinTheRightsOfOneUser() {
        AclPlan plan = plan(Map.of());

        assertThat(plan.users())
                .containsExactly(
                        "millrace-admin",
                        "millrace-connect",
                        "millrace-gateway",
                        "millrace-operator",
                        "millrace-stream",
                        "millrace-verify");
        assertThat(plan.acls("millrace-operator").stream().map(Acl::resource)).doesNotHaveDuplicates();
        assertThat(plan.acls("millrace-operator").stream().map(AclPlanTest::text))
                .contains("TOPIC logs.redrives LITERAL [READ, WRITE, CREATE, ALTER, ALTER_CONFIGS]");
    }

    @Test
    void shouldRefuseNamesThatTwoConnectorsWouldShare() {
        assertThatThrownBy(() -> new Naming("sink-{pipeline}", "connect"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("{sink}");
        assertThatThrownBy(() -> Role.of("streams"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("end-transactions");
    }

    private static AclPlan plan(Map<String, String> more) {
        return plan(more, Map.of());
    }

    private static AclPlan plan(Map<String, String> more, Map<Role, String> users) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "pipelines",
                "logs",
                "application.id",
                "app",
                "bootstrap.servers",
                "127.0.0.1:1",
                "schema.registry.url",
                "http://127.0.0.1:1",
                "pipelines.logs.format",
                "JSON"));
        settings.putAll(more);
        return AclPlan.of(
                MillraceConfig.of(settings),
                new Naming(Naming.CONNECTORS, Naming.CONNECT_GROUP),
                EnumSet.allOf(Role.class),
                users);
    }

    private static List<String> rights(AclPlan plan, Role role) {
        return plan.acls(role).stream().map(AclPlanTest::text).toList();
    }

    private static String text(Acl acl) {
        return acl.resource().resourceType() + " " + acl.resource().name() + ' '
                + acl.resource().patternType() + ' ' + acl.operations();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

import io.millrace.operations.acls.Acl;
import io.millrace.operations.acls.AclPlan;
import io.millrace.operations.acls.Role;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** A plan as Strimzi's resources of kind KafkaUser, one for each user. */
public final class KafkaUsers {
    /** How users log in where nothing else is said. */
    public static final String AUTHENTICATION = "tls";

    private static final Set<String> AUTHENTICATIONS = Set.of(AUTHENTICATION, "scram-sha-512");

    private final String kafka;
    private final String authentication;

    /**
     * Throws {@link ConfigException} for an {@code authentication} other than scram-sha-512 and tls.
     *
     * @param kafka the name of the Kafka resource
     */
    public KafkaUsers(String kafka, String authentication) {
        if (!AUTHENTICATIONS.contains(authentication)) {
            throw new ConfigException(
                    "There is no --authentication " + authentication + ", only scram-sha-512 and tls");
        }
        this.kafka = ResourceName.require(kafka);
        this.authentication = authentication;
    }

    /** A document for each user; throws {@link ConfigException} for a user whose name no resource can have. */
    public String text(AclPlan plan) {
        return plan.users().stream().map(user -> user(plan, user)).collect(Collectors.joining("\n"));
    }

    private String user(AclPlan plan, String user) {
        String head = """
                # %s
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: %s
                spec:
                  authentication:
                    type: %s
                  authorization:
                    type: simple
                    acls:
                """.formatted(
                        plan.roles(user).stream().map(Role::word).collect(Collectors.joining(", ")),
                        ResourceName.require(user),
                        kafka,
                        authentication);
        return "---\n" + head + plan.acls(user).stream().map(KafkaUsers::rule).collect(Collectors.joining("\n"));
    }

    private static String rule(Acl acl) {
        String resource = acl.resource().resourceType() == ResourceType.CLUSTER
                ? "{type: cluster}"
                : "{type: %s, name: \"%s\", patternType: %s}"
                        .formatted(
                                type(acl),
                                acl.resource().name(),
                                acl.resource().patternType() == PatternType.PREFIXED ? "prefix" : "literal");
        return "      - resource: " + resource + "\n        operations: ["
                + acl.operations().stream().map(SecurityUtils::operationName).collect(Collectors.joining(", ")) + ']';
    }

    private static String type(Acl acl) {
        return switch (acl.resource().resourceType()) {
            case TRANSACTIONAL_ID -> "transactionalId";
            case TOPIC, GROUP -> acl.resource().resourceType().name().toLowerCase(Locale.ROOT);
            default -> throw new IllegalStateException("Nobody needs rights on " + acl.resource());
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** May this user, who should be the stream's, do what the stream does? Without an authorizer everyone may. */
public final class RightsChecks {
    public static final List<Check> ALL = List.of(
            new Check("rights on topics", RightsChecks::topics),
            new Check("rights on the group", RightsChecks::group),
            new Check("rights on transactions", RightsChecks::transactions));

    private RightsChecks() {}

    private static void topics(Examination at, Findings found) {
        at.eachTopic((topic, state) -> {
            if (state.rights() == null) {
                return;
            }
            List<AclOperation> missing = Stream.concat(topic.role().rights().stream(), Stream.of(AclOperation.DESCRIBE))
                    .filter(needed -> !state.rights().contains(needed))
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                found.fault(
                        topic.name(),
                        "This user lacks " + missing + " on the topic " + topic.name()
                                + "; add it with kafka-acls.sh.");
            }
        });
    }

    private static void group(Examination at, Findings found) {
        if (at.rights().groups().isEmpty()) {
            found.notLookedAt("the group does not exist yet, or the cluster does not report it");
        }
        at.rights().groups().forEach((group, rights) -> {
            if (!rights.contains(AclOperation.READ)) {
                found.fault(
                        group,
                        "This user lacks READ on the consumer group " + group + " (" + MillraceConfig.APPLICATION_ID
                                + " and the pipeline's name); add it with kafka-acls.sh.");
            }
        });
    }

    private static void transactions(Examination at, Findings found) {
        if (!at.promise().exactlyOnce()) {
            found.notLookedAt("this guarantee uses no transactions");
        }
        at.rights()
                .transactions()
                .keySet()
                .forEach(prefix -> found.fault(
                        prefix,
                        "This user lacks WRITE on transactional ids that begin with " + prefix
                                + "; add it with kafka-acls.sh --resource-pattern-type prefixed."));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import java.util.List;

/** The schema registry: up, strict enough, and able to accept batches of this release. */
public final class RegistryChecks {
    private static final String UNASKED = "the registry does not answer";

    public static final List<Check> ALL = List.of(
            new Check("registry", RegistryChecks::answers),
            new Check("registry compatibility", RegistryChecks::compatibility),
            new Check("batch schema", RegistryChecks::schema));

    private RegistryChecks() {}

    private static void answers(Examination at, Findings found) {
        if (at.registry().problem() != null) {
            found.fault(
                    MillraceConfig.SCHEMA_REGISTRY_URL,
                    at.registry().problem() + "; no batch is written without it: start it, or correct "
                            + MillraceConfig.SCHEMA_REGISTRY_URL + ".");
        }
    }

    /** What applies to all subjects is found for each of them, so it is reported once. */
    private static void compatibility(Examination at, Findings found) {
        if (at.registry().problem() != null) {
            found.notLookedAt(UNASKED);
            return;
        }
        List<String> lax = at.registry().compatibility().entrySet().stream()
                .filter(level -> level.getValue().equals("NONE"))
                .map(level -> level.getKey())
                .toList();
        if (!lax.isEmpty()) {
            found.fault(
                    lax.get(0),
                    "The registry's compatibility level for " + String.join(", ", lax)
                            + " is NONE, so it accepts schemas that no reader understands; PUT {\"compatibility\":\"BACKWARD\"} to"
                            + " its /config.");
        }
    }

    private static void schema(Examination at, Findings found) {
        if (at.registry().problem() != null) {
            found.notLookedAt(UNASKED);
            return;
        }
        at.registry().fits().forEach((subject, fits) -> {
            if (!fits) {
                found.fault(
                        subject,
                        "The registry holds a schema for " + subject
                                + " that batches of this release are not compatible with; use"
                                + " another topic, or the release that wrote it.");
            }
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.doctor.facts.InstanceFacts;
import io.millrace.profile.Profile;
import java.util.List;

/** The stream processes: do all of them run what is configured? */
public final class InstanceChecks {
    public static final List<Check> ALL = List.of(
            new Check("instances", InstanceChecks::answer),
            new Check("instances running", InstanceChecks::running),
            new Check("pipelines running", InstanceChecks::pipelines),
            new Check("profiles of instances", InstanceChecks::profiles));

    private InstanceChecks() {}

    private static boolean areKnown(Examination at, Findings found) {
        if (at.instances().isEmpty()) {
            found.notLookedAt(
                    MillraceConfig.ADMIN_INSTANCES + " and " + MillraceConfig.ADMIN_TOKEN + " are not both set");
        }
        return !at.instances().isEmpty();
    }

    private static void answer(Examination at, Findings found) {
        areKnown(at, found);
        for (InstanceFacts instance : at.instances()) {
            if (instance.problem() != null) {
                found.fault(
                        instance.url(),
                        instance.problem() + "; start it, or correct " + MillraceConfig.ADMIN_INSTANCES + " and "
                                + MillraceConfig.ADMIN_TOKEN + ".");
            }
        }
    }

    private static void running(Examination at, Findings found) {
        areKnown(at, found);
        for (InstanceFacts instance : at.instances()) {
            if (instance.status() != null && !instance.status().isRunning()) {
                String leadsTo = instance.status().switchingTo();
                found.fault(
                        instance.url(),
                        instance.url() + " is " + instance.status().state()
                                + (leadsTo == null ? "" : " while switching to the profile " + leadsTo)
                                + " and processes nothing; wait, then check its log.");
            }
        }
    }

    private static void pipelines(Examination at, Findings found) {
        areKnown(at, found);
        for (InstanceFacts instance : at.instances()) {
            if (instance.status() != null) {
                instance.status()
                        .failures()
                        .forEach((pipeline, why) -> found.fault(
                                pipeline,
                                instance.url() + " does not run the pipeline " + pipeline + ": " + why
                                        + "; fix that, and restart the process unless the pipeline starts by itself."));
            }
        }
    }

    /** All that run what is configured agree with each other. */
    private static void profiles(Examination at, Findings found) {
        areKnown(at, found);
        Profile wanted = at.config().profile();
        for (InstanceFacts instance : at.instances()) {
            if (instance.status() != null && !instance.status().digest().equals(wanted.digest())) {
                found.fault(
                        instance.url(),
                        instance.url() + " runs the profile "
                                + instance.status().profile() + " ("
                                + instance.status().digest() + "), but the configured one is " + wanted.name() + " ("
                                + wanted.digest()
                                + "); run millrace profiles switch " + wanted.name() + ".");
            }
        }
    }
}

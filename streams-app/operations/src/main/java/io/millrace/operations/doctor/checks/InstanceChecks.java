// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.doctor.facts.InstanceFacts;
import io.millrace.profile.Profile;
import java.util.List;

/** The stream processes: do they run, all of them, what is configured? */
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
                                + (leadsTo == null ? "" : " on the way to the profile " + leadsTo)
                                + " and processes nothing; wait, then look into its log.");
            }
        }
    }

    private static void pipelines(Examination at, Findings found) {
        areKnown(at, found);
        for (InstanceFacts instance : at.instances()) {
            if (instance.status() != null) {
                instance.status()
                        .failures()
                        .forEach(
                                (pipeline, why) -> found.fault(
                                        pipeline,
                                        instance.url() + " does not run the pipeline " + pipeline + ": " + why
                                                + "; mend that, and start the process again unless the pipeline begins by itself."));
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
                                + instance.status().digest() + "), and configured is " + wanted.name() + " ("
                                + wanted.digest()
                                + "); millrace profiles switch " + wanted.name() + ".");
            }
        }
    }
}

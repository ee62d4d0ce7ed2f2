// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.score;

import io.millrace.local.drill.monitor.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a drill went.
 *
 * @param drill its name
 * @param rule the alert that it had to bring, with the longest time for that
 * @param faultAt when the fault was injected
 * @param detected from the fault to the page; null if none came
 * @param repaired from the page, or where none came from the end of the wait for it, until all alerts were resolved and {@code verify} had
 *     ended; null if they were not
 * @param accounted whether {@code verify} found everything, or was missing something where it is gone for good
 * @param others what paged besides
 * @param machine what it ran on
 */
public record Outcome(
        String drill,
        AlertRule rule,
        Instant faultAt,
        Duration detected,
        Duration repaired,
        boolean accounted,
        List<String> others,
        String machine) {
    public Outcome {
        others = List.copyOf(others);
    }

    private boolean inTime() {
        return detected != null && detected.compareTo(rule.within()) <= 0;
    }

    public boolean passed() {
        return inTime() && repaired != null && repaired.compareTo(Aim.of(rule.severity())) <= 0 && accounted;
    }
}

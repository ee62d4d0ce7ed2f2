// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.fault.Fault;
import java.util.List;

/**
 * A fault, the page that it brings, and the way back.
 *
 * @param severity of the page; an alert may have more than one
 * @param alert the first one that has to page; others may follow
 * @param injects for people, what is done
 * @param repair commands of the command line that the alert's runbook names, in their order, after what the fault says itself
 * @param stage the stack for it
 */
record Drill(
        String name, String severity, String alert, String injects, Fault fault, List<String> repair, Stage stage) {
    static final String UP = "up";

    Drill {
        repair = List.copyOf(repair);
    }

    /** One in the usual stack. */
    Drill(String name, String severity, String alert, String injects, Fault fault, List<String> repair) {
        this(name, severity, alert, injects, fault, repair, Stage.USUAL);
    }

    String title() {
        return severity + " " + alert;
    }
}

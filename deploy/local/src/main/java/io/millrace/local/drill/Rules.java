// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.monitor.AlertRule;
import io.millrace.local.stack.ProjectFolder;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** The alerts that are shipped. */
record Rules(List<AlertRule> all) {
    Rules {
        all = List.copyOf(all);
    }

    static Rules shipped() {
        return new Rules(AlertRule.read(ProjectFolder.deploy().resolve("monitoring/rules/millrace.yml")));
    }

    /** The same by the drill's name; throws {@link ConfigException} if there is no such drill. */
    AlertRule ofDrill(String name) {
        return of(Drills.named(List.of(name)).get(0));
    }

    /** The one that the drill has to bring; where a check has to find the fault, with the time that this takes. */
    AlertRule of(Drill drill) {
        return all.stream()
                .filter(rule ->
                        rule.alert().equals(drill.alert()) && rule.severity().equals(drill.severity()))
                .findFirst()
                .map(rule -> rule.after(drill.stage().found()))
                .orElseThrow(() -> new IllegalStateException(
                        "the drill " + drill.name() + " expects " + drill.title() + ", and there is no such alert"));
    }
}

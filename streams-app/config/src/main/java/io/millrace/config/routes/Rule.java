// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import java.util.List;

/**
 * One rule.
 *
 * @param conditions all of which must hold
 */
public record Rule(List<Condition> conditions, Target target) {
    public Rule {
        conditions = List.copyOf(conditions);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an alert begins, taken from its rule: what its outermost comparison compares with.
 *
 * @param comparison in PromQL, such as {@code > 45}
 */
record Bound(String alert, String severity, String comparison) {
    private static final Pattern ABSENT = Pattern.compile("absent\\(.+ == ([0-9.]+)\\)");
    private static final Pattern OTHER_SIDE =
            Pattern.compile("[<>=]+ (?:on \\([^)]*\\) )?(?:group_left \\([^)]*\\) )?(.+)");

    /** Of all rules of that name; the panel's colours tell them apart. */
    static List<Bound> of(String alert) {
        try {
            return Rule.named(alert).stream().map(Bound::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bound of(Rule rule) {
        Matcher absent = ABSENT.matcher(rule.expr());
        String comparison = absent.matches() ? "< " + absent.group(1) : outermost(rule.expr());
        return new Bound(rule.alert(), rule.severity(), comparison);
    }

    /** From the first comparison that is in no parentheses to the next operator. */
    private static String outermost(String expr) {
        int depth = 0;
        for (int i = 0; i < expr.length(); i++) {
            depth += expr.charAt(i) == '(' ? 1 : expr.charAt(i) == ')' ? -1 : 0;
            if (depth == 0 && expr.substring(i).matches(" (>|<|==) .+")) {
                return expr.substring(i + 1).split(" (?:and|unless|<=) ", 2)[0];
            }
        }
        throw new IllegalArgumentException("Nothing is compared in " + expr);
    }

    boolean isBelow() {
        return comparison.startsWith("<") || comparison.equals("== 0");
    }

    /** The number, or empty when what it compares with is measured, too. */
    Optional<Double> number() {
        String side = otherSide();
        return side.matches("[0-9.]+") ? Optional.of(Double.valueOf(side)) : Optional.empty();
    }

    /** What is measured for it, as PromQL. */
    Optional<Query> line() {
        return number().isPresent() ? Optional.empty() : Optional.of(new Query(otherSide(), "bound"));
    }

    private String otherSide() {
        Matcher side = OTHER_SIDE.matcher(comparison);
        if (!side.matches()) {
            throw new IllegalStateException(comparison);
        }
        return side.group(1);
    }
}

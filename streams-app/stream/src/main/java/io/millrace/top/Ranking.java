// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.config.routes.Measure;
import io.millrace.config.routes.RuleException;
import io.millrace.config.stages.Rollup;
import io.millrace.instance.TopKeys.Row;
import io.millrace.instance.TopKeys.Value;
import io.millrace.schemas.RollupResult;
import io.millrace.schemas.RollupResult.Measured;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What keys of a rollup are sorted by: descending, those without a value last, equal ones by their keys. */
final class Ranking {
    static final String COUNT = "count";
    static final String BYTES = "bytes";

    private static final Comparator<Number> BY_VALUE = Comparator.nullsLast((a, b) -> compare(b, a));

    private final Rollup rollup;
    private final String measure;

    private Ranking(Rollup rollup, String measure) {
        this.rollup = rollup;
        this.measure = measure;
    }

    /** By {@code text}, as it would be in the configuration. Throws {@link TopRefusedException} naming those there are. */
    static Ranking of(Rollup rollup, String text) {
        String normal = normal(text);
        List<String> allowed = new ArrayList<>(List.of(COUNT, BYTES));
        rollup.measures().forEach(measure -> allowed.add(text(measure)));
        if (!allowed.contains(normal)) {
            throw TopRefusedException.invalid(
                    "The rollup " + rollup.name() + " has no such measure; it has " + allowed);
        }
        return new Ranking(rollup, normal);
    }

    private static String normal(String text) {
        String bare = text.strip();
        if (bare.equals(COUNT) || bare.equals(BYTES)) {
            return bare;
        }
        try {
            List<Measure> measures = Measure.parse(bare);
            return measures.size() == 1 ? text(measures.get(0)) : bare;
        } catch (RuleException e) {
            return bare;
        }
    }

    private static String text(Measure measure) {
        return measure.function().name().toLowerCase(Locale.ROOT) + '(' + measure.subject() + ')';
    }

    /** As configurations write it. */
    String measure() {
        return measure;
    }

    /** Whether {@link #valueOf} can do with the number of events. */
    boolean isByCount() {
        return measure.equals(COUNT);
    }

    Number valueOf(Row row) {
        return switch (measure) {
            case COUNT -> row.count();
            case BYTES -> row.bytes();
            default -> row.measures().get(measure).value();
        };
    }

    /** Positive and negative as for {@link Comparator}: what comes first is less. */
    static int compareValues(Number a, Number b) {
        return BY_VALUE.compare(a, b);
    }

    private static int compare(Number a, Number b) {
        return a instanceof Double || b instanceof Double
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : Long.compare(a.longValue(), b.longValue());
    }

    Comparator<Row> rows() {
        return Comparator.comparing(this::valueOf, BY_VALUE)
                .thenComparing(row -> row.key().values().toString());
    }

    Row row(RollupResult result) {
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < rollup.by().size(); i++) {
            key.put(rollup.by().get(i).toString(), result.key().get(i).value());
        }
        Map<String, Value> measures = new LinkedHashMap<>();
        for (int i = 0; i < rollup.measures().size(); i++) {
            Measured measured = result.measures().get(i);
            measures.put(
                    text(rollup.measures().get(i)), new Value(measured.value(), measured.values(), measured.exact()));
        }
        return new Row(key, result.count(), result.bytes(), measures);
    }
}

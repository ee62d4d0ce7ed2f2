// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import io.millrace.cli.Table;
import io.millrace.plan.Limit;
import io.millrace.plan.Plan;
import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.money.BillLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as text: its numbers, each with the mark of its origin, and what the marks mean. */
final class PlanView {
    private static final double PERCENT = 100;
    private static final double TEN = 10;

    private final List<String> sources = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private PlanView() {}

    /** {@code settings} are those that the plan decides; {@code compared} may be null. */
    static String text(Plan plan, Map<String, String> settings, Comparison compared) {
        return new PlanView().lines(plan, settings, compared);
    }

    private String lines(Plan plan, Map<String, String> settings, Comparison compared) {
        line("Pipeline " + plan.pipeline() + ", profile " + plan.profile()).line("");
        figures(plan.figures());
        bill(plan);
        Limit first = plan.limits().get(0);
        line("Binds first: " + first.resource() + ", " + percent(first.used()) + " used at the peak "
                + mark(first.origin()));
        line("The next step is due at " + number(first.nextAt()) + " events/s on average.")
                .line("");
        plan.notes().forEach(note -> line("Note: " + note));
        if (compared != null) {
            comparison(plan, compared);
        }
        line("Settings (--write FILE makes a file of them and your own):");
        settings.forEach((key, value) -> line("  " + key + '=' + value));
        line("").line("Where numbers come from:");
        for (int i = 0; i < sources.size(); i++) {
            line("  [" + (i + 1) + "] " + sources.get(i));
        }
        return text.toString().stripTrailing();
    }

    private void figures(List<Figure> figures) {
        Table table = new Table("", "", "VALUE", "LEAST TO MOST", "", "FROM");
        String about = "";
        for (Figure figure : figures) {
            table.row(
                    figure.about().equals(about) ? "" : figure.about(),
                    figure.name(),
                    number(figure.value().value()),
                    spread(figure.value()),
                    figure.unit(),
                    mark(figure.origin()));
            about = figure.about();
        }
        line(table.toString()).line("");
    }

    private void bill(Plan plan) {
        Table table = new Table("A MONTH", "QUANTITY", "", "PRICE", plan.bill().currency(), "FROM");
        for (BillLine item : plan.bill().lines()) {
            table.row(
                    item.item(),
                    String.format(Locale.ROOT, "%,.3f", item.quantity()),
                    item.unit(),
                    item.price().toPlainString(),
                    String.format(Locale.ROOT, "%,.2f", item.amount()),
                    mark(item.origin()));
        }
        table.row(
                "sum",
                "",
                "",
                "",
                String.format(Locale.ROOT, "%,.2f", plan.bill().total()),
                "");
        line(table.toString()).line("");
    }

    private void comparison(Plan plan, Comparison compared) {
        line(String.format(
                Locale.ROOT,
                "Seen for %.0f s: %,.1f events/s, %,.1f objects a minute (%+.1f %%), %,.1f events per object (%+.1f %%)",
                compared.seen().seconds(),
                compared.seen().eventsPerSecond(),
                compared.seen().batchesPerMinute(),
                compared.objects() * PERCENT,
                compared.seen().eventsPerBatch(),
                compared.eventsPerObject() * PERCENT));
        line(String.format(
                Locale.ROOT,
                "The stream processes took %.3f cores; the plan has %.3f to %.3f, as on the machine of its report.",
                compared.seen().cores(),
                plan.streamCores().least(),
                plan.streamCores().most()));
        line(compared.isClose() ? "Objects are within 10 % of the plan." : "Objects are not within 10 % of the plan.");
        if (compared.isTooShort()) {
            line("That was short: one object of each partition, more or less, makes " + percent(compared.grain())
                    + ". Look for longer, with --for " + compared.longEnough() + "m.");
        }
        line("");
    }

    private PlanView line(String line) {
        text.append(line).append(System.lineSeparator());
        return this;
    }

    private String mark(Origin origin) {
        String source = origin.kind().name().toLowerCase(Locale.ROOT) + ": " + origin.source();
        if (!sources.contains(source)) {
            sources.add(source);
        }
        return "[" + (sources.indexOf(source) + 1) + ']';
    }

    private static String spread(Interval interval) {
        return interval.least() == interval.most() ? "" : number(interval.least()) + " to " + number(interval.most());
    }

    private static String percent(double share) {
        return number(share * PERCENT) + " %";
    }

    private static String number(double value) {
        if (value == Math.rint(value) || value >= PERCENT) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= TEN ? "%.1f" : value >= 1 ? "%.2f" : "%.4f", value);
    }
}

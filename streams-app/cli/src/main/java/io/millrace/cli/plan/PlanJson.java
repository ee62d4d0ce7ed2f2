// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plan.Limit;
import io.millrace.plan.Plan;
import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.money.BillLine;
import java.util.Map;

/**
 * A plan as JSON: {@code {pipeline, profile, figures: [{about, name, value, least, most, unit, origin}], bill: {currency, lines: [{item,
 * quantity, unit, price, amount, origin}], total}, limits: [{resource, used, nextAt, origin}], notes, settings, against}}, where an origin
 * is {@code {kind, source}}, and money is text.
 */
final class PlanJson {
    private PlanJson() {}

    /** {@code settings} are those that the plan decides; {@code compared} may be null. */
    static ObjectNode of(Plan plan, Map<String, String> settings, Comparison compared) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("pipeline", plan.pipeline()).put("profile", plan.profile());
        root.putArray("figures");
        for (Figure figure : plan.figures()) {
            ObjectNode one = root.withArray("figures").addObject();
            one.put("about", figure.about())
                    .put("name", figure.name())
                    .put("value", figure.value().value())
                    .put("least", figure.value().least())
                    .put("most", figure.value().most())
                    .put("unit", figure.unit());
            origin(one, figure.origin());
        }
        bill(root.putObject("bill"), plan);
        root.putArray("limits");
        for (Limit limit : plan.limits()) {
            ObjectNode one = root.withArray("limits").addObject();
            one.put("resource", limit.resource()).put("used", limit.used()).put("nextAt", limit.nextAt());
            origin(one, limit.origin());
        }
        plan.notes().forEach(root.putArray("notes")::add);
        settings.forEach(root.putObject("settings")::put);
        if (compared != null) {
            root.putObject("against")
                    .put("seconds", compared.seen().seconds())
                    .put("eventsPerSecond", compared.seen().eventsPerSecond())
                    .put("objectsPerMinute", compared.seen().batchesPerMinute())
                    .put("objectsPerMinuteOff", compared.objects())
                    .put("eventsPerObject", compared.seen().eventsPerBatch())
                    .put("eventsPerObjectOff", compared.eventsPerObject())
                    .put("objectsPerMinuteGrain", compared.grain())
                    .put("streamCores", compared.seen().cores());
        }
        return root;
    }

    private static void bill(ObjectNode bill, Plan plan) {
        bill.put("currency", plan.bill().currency());
        bill.putArray("lines");
        for (BillLine line : plan.bill().lines()) {
            ObjectNode one = bill.withArray("lines").addObject();
            one.put("item", line.item())
                    .put("quantity", line.quantity().toPlainString())
                    .put("unit", line.unit())
                    .put("price", line.price().toPlainString())
                    .put("amount", line.amount().toPlainString());
            origin(one, line.origin());
        }
        bill.put("total", plan.bill().total().toPlainString());
    }

    private static void origin(ObjectNode of, Origin origin) {
        of.putObject("origin").put("kind", origin.kind().name()).put("source", origin.source());
    }
}

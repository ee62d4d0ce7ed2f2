// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.topics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.Table;
import io.millrace.operations.topics.Change;
import io.millrace.operations.topics.TopicPlan;

/** What has to change on the topics, as text and as JSON. */
public final class PlanView {
    private PlanView() {}

    /** A table of the changes, and the notes. */
    public static String text(TopicPlan plan) {
        StringBuilder text = new StringBuilder();
        if (!plan.changes().isEmpty()) {
            Table table = new Table("TOPIC", "WHAT", "NOW", "WANTED", "");
            plan.changes()
                    .forEach(change -> table.row(
                            change.topic(),
                            change.what(),
                            change.now().isEmpty() ? "-" : change.now(),
                            change.wanted(),
                            change.lowers() ? "LOWERS DURABILITY" : ""));
            text.append(table).append('\n');
        }
        plan.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    /** {@code {changes: [{topic, what, now, wanted, lowersDurability}], notes}}, a new tree for the caller to add to. */
    static ObjectNode json(TopicPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("changes");
        for (Change change : plan.changes()) {
            root.withArray("changes")
                    .addObject()
                    .put("topic", change.topic())
                    .put("what", change.what())
                    .put("now", change.now().isEmpty() ? null : change.now())
                    .put("wanted", change.wanted())
                    .put("lowersDurability", change.lowers());
        }
        plan.notes().forEach(root.putArray("notes")::add);
        return root;
    }
}

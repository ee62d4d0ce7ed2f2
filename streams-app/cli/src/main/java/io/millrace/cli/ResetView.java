// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.reset.PartitionReset;
import io.millrace.operations.reset.ResetPlan;
import io.millrace.operations.reset.ResetPosition.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What resets do, as text and as JSON. */
final class ResetView {
    private static final String END = "\n";

    private ResetView() {}

    static String text(List<ResetPlan> plans, boolean executed) {
        String what = plans.stream().map(plan -> text(plan, executed)).collect(Collectors.joining(END));
        boolean isBlocked = plans.stream().anyMatch(plan -> !plan.members().isEmpty());
        if (executed) {
            return what + END + "Done.";
        }
        return what
                + END
                + (isBlocked
                        ? "Nothing was changed, and --execute would refuse: a group has members."
                        : "Nothing was changed; --execute does it.");
    }

    private static String text(ResetPlan plan, boolean executed) {
        StringBuilder text =
                new StringBuilder(plan.pipeline()).append(", application ").append(plan.application());
        if (plan.isEmpty()) {
            return text.append(": it has left nothing to reset").append(END).toString();
        }
        text.append(executed ? ": reset" : ": would be reset").append(END);
        topics(plan)
                .forEach(topic ->
                        text.append("  deletes the topic ").append(topic).append(END));
        plan.emptied()
                .forEach(topic ->
                        text.append("  empties the topic ").append(topic).append(END));
        plan.forgotten()
                .forEach(offset ->
                        text.append("  deletes the offset of ").append(offset).append(END));
        Table table = new Table("  SETS THE OFFSET OF", "FROM", "TO", "AGAIN, AT MOST", "LOST, AT MOST");
        plan.offsets()
                .forEach(one -> table.row(
                        "  " + one.partition(),
                        counted(one.committed()),
                        Long.valueOf(one.to()),
                        Long.valueOf(one.accounted()),
                        counted(one.unaccounted())));
        text.append(table).append(END);
        text.append("  ").append(consequence(plan.position())).append(END);
        plan.members()
                .forEach(member ->
                        text.append("  member of the group: ").append(member).append(END));
        return text.toString();
    }

    /** Of cells of numbers; a dash for none. */
    private static Object counted(long number) {
        return number < 0 ? "-" : String.format(Locale.ROOT, "%,d", number);
    }

    private static Stream<String> topics(ResetPlan plan) {
        return Stream.concat(plan.topics().stream(), Stream.ofNullable(plan.topologyTopic()));
    }

    private static String consequence(Kind position) {
        return switch (position) {
            case EARLIEST ->
                "All that the source topic still holds is read again, and what was batched already comes again, perhaps in other"
                        + " batches: verify will call it twice. Nobody looked whether open batches had events that the topic no longer"
                        + " holds; those would be lost.";
            case FIRST_MISSING ->
                "No event that the source topic still holds is lost. What was batched already, from there on, comes again, perhaps in"
                        + " other batches: verify will call it twice.";
            case COMMITTED ->
                "Nothing comes again. What was read and is in no batch is lost: to lose nothing, stop the producers, wait until all"
                        + " batches have closed (max.age.ms), stop the stream, and look again.";
            case OFFSETS ->
                "What is before these offsets and in no batch is lost; what is from there on and was batched already comes again,"
                        + " perhaps in other batches: verify will call it twice.";
        };
    }

    /**
     * {@code {executed, pipelines: [{pipeline, application, members, deletedTopics, emptiedTopics, deletedOffsets: [{topic, partition}], offsets: [{topic,
     * partition, from, to, againAtMost, lostAtMost}]}]}}; null for what is not known.
     */
    static String json(List<ResetPlan> plans, boolean executed) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("executed", executed);
        ArrayNode all = root.putArray("pipelines");
        for (ResetPlan plan : plans) {
            ObjectNode one = all.addObject().put("pipeline", plan.pipeline()).put("application", plan.application());
            plan.members().forEach(one.putArray("members")::add);
            topics(plan).forEach(one.putArray("deletedTopics")::add);
            plan.emptied().forEach(one.putArray("emptiedTopics")::add);
            ArrayNode forgotten = one.putArray("deletedOffsets");
            plan.forgotten()
                    .forEach(offset ->
                            forgotten.addObject().put("topic", offset.topic()).put("partition", offset.partition()));
            ArrayNode offsets = one.putArray("offsets");
            plan.offsets().forEach(offset -> add(offset, offsets.addObject()));
        }
        return root.toPrettyString();
    }

    private static void add(PartitionReset offset, ObjectNode to) {
        to.put("topic", offset.partition().topic())
                .put("partition", offset.partition().partition())
                .put("from", known(offset.committed()))
                .put("to", offset.to())
                .put("againAtMost", offset.accounted())
                .put("lostAtMost", known(offset.unaccounted()));
    }

    private static Long known(long number) {
        return number < 0 ? null : number;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.transactions.HangingTransactions;
import io.millrace.operations.transactions.HangingTransactions.Ended;
import io.millrace.operations.transactions.OpenTransaction;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace end-transactions}. */
@Command(
        name = "end-transactions",
        description = {
            "Ends transactions of the pipelines that a broker's crash left open forever, as their coordinators had decided:"
                    + " what was committed becomes visible, what was aborted does not. doctor finds them.",
            "Needs the right to alter the cluster, as kafka-transactions.sh abort does; that one throws away what was committed."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:None is left open.",
            "1:The cluster did not answer, or refused.",
            "2:Wrong usage or configuration.",
            "3:Some are left open, because what their coordinators decided is no longer known."
        },
        mixinStandardHelpOptions = true)
public final class EndTransactionsCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int LEFT_OPEN = 3;

    @Mixin
    private TargetOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        MillraceConfig config = options.load();
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            Ended found = HangingTransactions.end(config, cluster, Clock.systemUTC());
            spec.commandLine().getOut().println(options.json() ? json(found) : text(found));
            return found.left().isEmpty() ? DONE : LEFT_OPEN;
        }
    }

    private static String text(Ended found) {
        if (found.ended().isEmpty() && found.left().isEmpty()) {
            return "No transaction hangs.";
        }
        Table table = new Table("PARTITION", "PRODUCER", "FROM OFFSET", "NOW");
        found.ended().forEach(one -> row(table, one, one.outcome().name().toLowerCase(Locale.ROOT)));
        found.left().forEach(one -> row(table, one, "OPEN: its outcome is unknown; see doctor"));
        return table.toString();
    }

    private static void row(Table table, OpenTransaction one, String now) {
        table.row(
                one.partition().toString(),
                Long.toString(one.producer().producerId()),
                Long.toString(one.firstOffset()),
                now);
    }

    private static String json(Ended found) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        add(found.ended(), root.putArray("ended"));
        add(found.left(), root.putArray("left"));
        return root.toPrettyString();
    }

    private static void add(List<OpenTransaction> transactions, ArrayNode to) {
        transactions.forEach(one -> to.addObject()
                .put("topic", one.partition().topic())
                .put("partition", one.partition().partition())
                .put("producer", one.producer().producerId())
                .put("firstOffset", one.firstOffset())
                .put("outcome", one.outcome().name()));
    }
}

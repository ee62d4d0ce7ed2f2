// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.Table;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.stack.Component;
import java.util.List;

/** What {@code status} can say about a stack whose plan is lost: which processes are running, and why it cannot say more. */
record Remains(List<ChildProcess> running, String why) {

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("up", !running.isEmpty()).put("complete", false).put("problem", why);
        for (ChildProcess process : running) {
            ObjectNode node = root.withObjectProperty("components").putObject(process.name());
            node.put("state", Component.RUNNING);
            process.pid().ifPresent(pid -> node.put("pid", pid));
            node.put("log", process.logFile().toString());
        }
        return root;
    }

    String text() {
        Table table = new Table("COMPONENT", "STATE", "PID", "LOG");
        for (ChildProcess process : running) {
            String pid = process.pid().isPresent() ? Long.toString(process.pid().getAsLong()) : "-";
            table.row(process.name(), Component.RUNNING, pid, process.logFile().toString());
        }
        String found = running.isEmpty() ? "Nothing is running" : table + "\nNo more is known";
        return found + ": " + why;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.pipeline.gate.GateVerdict;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a start would find, as text and as JSON. */
final class GateView {
    private GateView() {}

    /** A line for each pipeline. */
    static String text(Map<String, GateVerdict> verdicts) {
        return verdicts.entrySet().stream()
                .map(one -> one.getKey() + ": " + sentence(one.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String sentence(GateVerdict verdict) {
        return switch (verdict.kind()) {
            case NEW -> "new";
            case COMPATIBLE -> "compatible";
            case INCOMPATIBLE -> "incompatible: " + String.join("; ", verdict.differences()) + ". " + verdict.remedy();
            case UNRECORDED ->
                "unrecorded: it ran before topologies were recorded, and a start will take the present one for the one it ran";
        };
    }

    /** {@code {pipelines: [{pipeline, topology, differences, remedy}]}}. */
    static String json(Map<String, GateVerdict> verdicts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("pipelines");
        verdicts.forEach((pipeline, verdict) -> {
            ObjectNode one = all.addObject()
                    .put("pipeline", pipeline)
                    .put("topology", verdict.kind().name().toLowerCase(Locale.ROOT));
            ArrayNode differences = one.putArray("differences");
            verdict.differences().forEach(differences::add);
            one.put("remedy", verdict.remedy().isEmpty() ? null : verdict.remedy());
        });
        return root.toPrettyString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.bed.Pace;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The report for programs: every figure of every round, and what was made of them. Figures are named as in {@link Figure}, in camel case. */
record Json(Report report) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    String text() throws JsonProcessingException {
        ObjectNode root = MAPPER.createObjectNode();
        conditions(root);
        for (Scenario scenario : report.scenarios()) {
            scenario(scenario, root.withArray("scenarios").addObject());
        }
        report.results().runs().forEach(run -> run(run, root.withObject("runs").putObject(run)));
        report.results()
                .failures()
                .forEach((run, failures) ->
                        failures.forEach(root.withObject("failures").withArray(run)::add));
        return MAPPER.writeValueAsString(root) + '\n';
    }

    private void conditions(ObjectNode root) {
        Conditions conditions = report.conditions();
        Machine machine = conditions.machine();
        Pace.Turns turns = conditions.pace().turns();
        root.put("date", conditions.start().toString())
                .put("kafka", machine.kafka())
                .put("revision", machine.revision().isEmpty() ? null : machine.revision())
                .put("rounds", conditions.rounds());
        root.putObject("pace")
                .put("warmMillis", conditions.pace().warm().toMillis())
                .put("measureMillis", conditions.pace().measure().toMillis())
                .put("settlingMillis", turns.settling().toMillis())
                .put("sliceMillis", turns.slice().toMillis())
                .put("warmPairs", turns.warm())
                .put("pairs", turns.pairs())
                .put("share", conditions.pace().share());
        root.putObject("machine")
                .put("processor", machine.processor())
                .put("cores", machine.cores())
                .put("memoryBytes", machine.memoryBytes())
                .put("system", machine.system())
                .put("jvm", machine.jvm());
    }

    private void scenario(Scenario scenario, ObjectNode node) {
        node.put("name", scenario.name()).put("question", scenario.question());
        scenario.runs().stream().map(Run::name).forEach(node.withArray("runs")::add);
        report.verdicts(List.of(scenario))
                .forEach(verdict -> claim(verdict, node.withArray("claims").addObject()));
    }

    private static void claim(ClaimVerdict verdict, ObjectNode node) {
        Claim claim = verdict.claim();
        node.put("says", claim.says());
        term(claim.of(), node.putObject("of"));
        if (claim.over() != null) {
            term(claim.over(), node.putObject("over"));
        }
        number(node, "value", verdict.value());
        number(node, "least", verdict.estimate().least());
        number(node, "most", verdict.estimate().most());
        number(node, "toldApartFactor", verdict.estimate().tellsFrom());
        node.put("ratios", verdict.estimate().count());
        node.put("side", name(claim.side()));
        number(node, "bound", claim.bound());
        number(node, "aim", claim.aim());
        node.put("reached", verdict.isReached());
        if (claim.isKnownAsMissed()) {
            node.put("knownAsMissedFor", claim.missedFor());
        }
        if (verdict.hasAim()) {
            node.put("aimReached", verdict.isAimReached());
        }
    }

    private static void term(Term term, ObjectNode node) {
        node.put("run", term.run()).put("figure", name(term.figure()));
    }

    private void run(String run, ObjectNode node) {
        summaries(run, Summary::median, node.putObject("median"));
        summaries(run, Summary::least, node.putObject("least"));
        summaries(run, Summary::most, node.putObject("most"));
        for (Figures round : report.results().rounds(run)) {
            ObjectNode figures = node.withArray("rounds").addObject();
            for (Figure figure : Figure.values()) {
                round.value(figure).ifPresent(value -> number(figures, name(figure), value));
            }
        }
    }

    private void summaries(String run, ToDoubleFunction<Summary> of, ObjectNode node) {
        for (Figure figure : Figure.values()) {
            Summary.of(report.results().values(new Term(run, figure)))
                    .ifPresent(summary -> number(node, name(figure), of.applyAsDouble(summary)));
        }
    }

    /** Null for what JSON has no number for. */
    private static void number(ObjectNode node, String key, double value) {
        node.put(key, Double.isFinite(value) ? (Double) value : null);
    }

    private static String name(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}

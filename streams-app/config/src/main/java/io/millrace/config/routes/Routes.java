// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import io.millrace.config.routes.Target.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the events of a pipeline go: the first rule that holds decides.
 *
 * @param rules in their order
 * @param otherwise for an event that no rule holds for
 */
public record Routes(List<Rule> rules, Target otherwise) {
    /** All events are batched. */
    public static final Routes NONE = new Routes(List.of(), Target.BATCH);

    public Routes {
        rules = List.copyOf(rules);
    }

    /** Reads what {@link RouteParser} describes. Throws {@link RuleException}. */
    public static Routes parse(String text) {
        return text.isBlank() ? NONE : new RouteParser(text).routes();
    }

    /** Whether there is nothing to decide. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The topics that single events are sent to, each once. */
    public List<String> topics() {
        return topics(Kind.TOPIC);
    }

    /** The topics that batches are sent to beside the pipeline's own sink topic, each once. */
    public List<String> sinkTopics() {
        return topics(Kind.BATCH);
    }

    private List<String> topics(Kind kind) {
        return targets()
                .filter(target -> target.kind() == kind && target.topic() != null)
                .map(Target::topic)
                .distinct()
                .toList();
    }

    /** Whether events may be dropped. */
    public boolean drop() {
        return targets().anyMatch(Target.DROP::equals);
    }

    private Stream<Target> targets() {
        return Stream.concat(rules.stream().map(Rule::target), Stream.of(otherwise));
    }

    /** What the rules look at, each once. */
    public List<Subject> subjects() {
        return rules.stream()
                .flatMap(rule -> rule.conditions().stream())
                .map(Condition::subject)
                .distinct()
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.route;

import io.millrace.config.PipelineConfig;
import io.millrace.config.routes.Routes;
import io.millrace.config.routes.Rule;
import io.millrace.config.routes.Target;
import io.millrace.dlq.DeadLetterForwarder;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.dropped.DroppedLedger;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.DropReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.Origin;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The third stage: the first rule that holds says where a valid event goes, and those that are to be batched go on. One per task. What
 * is sent elsewhere moves no watermark: time passes for batches with the events in them.
 */
public final class RouteStage {
    private final ProcessorContext<byte[], byte[]> context;
    private final RouteStageSettings settings;
    private final FieldValues values;
    private final boolean batchesAll;
    private final FieldTest[][] tests;
    private final Target[] targets;
    private final Target otherwise;
    private final DeadLetterForwarder deadLetters;
    private final DroppedLedger dropped;
    private String sinkTopic;

    /** {@code values} are those of all subjects of the pipeline. */
    public RouteStage(ProcessorContext<byte[], byte[]> context, RouteStageSettings settings, FieldValues values) {
        this.context = context;
        this.settings = settings;
        this.values = values;
        Routes routes = settings.pipeline().routes();
        batchesAll = routes.isEmpty();
        tests = routes.rules().stream().map(this::tests).toArray(FieldTest[][]::new);
        targets = routes.rules().stream().map(Rule::target).toArray(Target[]::new);
        otherwise = routes.otherwise();
        dropped = new DroppedLedger(
                context, settings.pipeline(), DropReason.RULE, settings.droppedNode(), settings.metrics());
        deadLetters = new DeadLetterForwarder(
                context, settings.pipeline(), settings.stageName(), settings.deadLetterNode(), settings.metrics());
    }

    private FieldTest[] tests(Rule rule) {
        return rule.conditions().stream()
                .map(condition -> FieldTest.of(
                        condition.test(), settings.pipeline().subjects().indexOf(condition.subject())))
                .toArray(FieldTest[]::new);
    }

    /** The events to come are of one run. */
    public void beginRun() {
        dropped.beginRun();
    }

    /** The run is over. */
    public void endRun() {
        dropped.endRun();
    }

    /** Whether the event goes on to be batched; otherwise it was sent elsewhere. */
    public boolean passes(Event event) {
        if (batchesAll) {
            return true;
        }
        int rule = 0;
        while (rule < tests.length && !holds(tests[rule])) {
            rule++;
        }
        Target target = rule < tests.length ? targets[rule] : otherwise;
        switch (target.kind()) {
            case BATCH -> {
                sinkTopic = target.topic();
                return true;
            }
            case TOPIC -> send(event, target.topic());
            case DROP -> dropped.add(event);
            case DEAD_LETTER ->
                deadLetters.park(
                        event,
                        DeadLetterReason.UNROUTABLE,
                        new UnroutableException(rule < tests.length ? rule + 1 : 0));
        }
        return false;
    }

    /** The one that a rule names for batches of the event that passed last; null for the pipeline's own. */
    public String sinkTopic() {
        return sinkTopic;
    }

    private boolean holds(FieldTest[] ofRule) {
        for (FieldTest test : ofRule) {
            if (!test.holds(values)) {
                return false;
            }
        }
        return true;
    }

    private void send(Event event, String topic) {
        PipelineConfig pipeline = settings.pipeline();
        Headers headers = new RecordHeaders(event.headers());
        new Origin(pipeline.name(), pipeline.sourceTopic(), event.partition(), event.offset(), event.recordTimestamp())
                .writeTo(headers);
        context.forward(
                new Record<>(event.copyOfKey(), event.copyOfValue(), RecordTimestamps.now(context), headers),
                settings.routeNodes().get(topic));
        settings.metrics().routed(topic);
    }
}

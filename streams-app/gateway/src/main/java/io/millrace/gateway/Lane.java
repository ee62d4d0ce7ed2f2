// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.admission.ByteBudget;
import io.millrace.gateway.admission.SendPath;
import io.millrace.gateway.http.Drain;
import io.millrace.gateway.http.Route;
import io.millrace.gateway.metrics.RouteMetrics;
import io.millrace.gateway.send.EventProducer;
import io.millrace.gateway.send.EventSender;
import io.millrace.gateway.send.LatestSchema;
import io.millrace.gateway.send.ValueFormat;
import io.millrace.instance.PipelineStatus;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.TopicNames;
import io.millrace.schemas.encode.JsonField;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one pipeline has of a gateway: nothing that happens to one reaches another. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final PipelineConfig pipeline;
    private final EventProducer producer;
    private final LatestSchema schema;
    private final Admission admission;
    private final RouteMetrics metrics;
    private final Route route;
    private EventProducer.Replacement replacement;

    Lane(PipelineConfig pipeline, MillraceConfig config, ByteBudget budget, Drain drain, MeterRegistry registry) {
        this(
                pipeline,
                config,
                budget,
                drain,
                registry,
                new EventProducer(pipeline.name(), pipeline.sourceTopic(), config));
    }

    Lane(
            PipelineConfig pipeline,
            MillraceConfig config,
            ByteBudget budget,
            Drain drain,
            MeterRegistry registry,
            EventProducer producer) {
        this.pipeline = pipeline;
        this.producer = producer;
        String topic = pipeline.sourceTopic();
        boolean isAvro = pipeline.format() == PayloadFormat.AVRO;
        schema = isAvro ? new LatestSchema(config.registry(), TopicNames.valueSubject(topic)) : null;
        metrics = new RouteMetrics(registry, pipeline.name());
        admission = new Admission(
                config.gateway().admission(), budget.share(), path(), drain::isDraining, System.nanoTime());
        RouteMetrics.show(registry, pipeline.name(), admission);
        String keyField = config.gateway().keyFields().get(pipeline.name());
        EventSender sender = new EventSender(
                topic,
                producer,
                isAvro ? schema : ValueFormat.asTheyCame(),
                keyField == null ? null : new JsonField(keyField),
                pipeline.batchMaxBytes());
        boolean takesLogs = config.gateway().otlpLogs().contains(pipeline.name());
        route = new Route(
                pipeline.name(), isAvro, takesLogs, pipeline.timestampMaxAheadMs(), admission, sender, metrics);
    }

    private SendPath path() {
        return new SendPath() {
            @Override
            public boolean isReady() {
                return Lane.this.isReady();
            }

            @Override
            public boolean isNearlyFull() {
                return producer.isNearlyFull();
            }

            @Override
            public long bufferBytes() {
                return producer.bufferBytes();
            }
        };
    }

    String name() {
        return pipeline.name();
    }

    Route route() {
        return route;
    }

    EventProducer producer() {
        return producer;
    }

    RouteMetrics metrics() {
        return metrics;
    }

    boolean isReady() {
        return producer.isReady() && (schema == null || schema.isKnown());
    }

    PipelineStatus status() {
        if (isReady()) {
            return new PipelineStatus(PipelineStatus.RUNNING, null);
        }
        return PipelineStatus.failed(
                producer.isReady()
                        ? "the registry has not returned a schema for " + pipeline.sourceTopic() + " yet"
                        : "Kafka has not told of the topic " + pipeline.sourceTopic() + " yet");
    }

    /** To be called every few milliseconds. */
    void look() {
        producer.look();
    }

    /** To be called once a second. */
    void tick() {
        admission.tick(System.nanoTime());
    }

    /** Asks the registry, which may take long. */
    void refreshSchema() {
        if (schema != null) {
            schema.refresh();
        }
    }

    /** A producer that has failed for good is replaced as soon as another one knows the topic. To be called about once a second. */
    void repair(MillraceConfig config) {
        if (!producer.isBroken()) {
            forgetReplacement();
            return;
        }
        if (replacement == null) {
            LOG.atWarn()
                    .addKeyValue("pipeline", pipeline.name())
                    .log("The producer has failed for good and is replaced");
            replacement = producer.prepare(config);
        }
        if (replacement.isReady()) {
            replacement.takeOver(Duration.ZERO);
            replacement = null;
            metrics.producerReplaced();
        }
    }

    /** A switch of profile was faster, and what it brought must not give way to what was prepared before it. */
    private void forgetReplacement() {
        if (replacement != null) {
            replacement.close();
            replacement = null;
        }
    }

    void close(Duration patience) {
        producer.close(patience);
    }
}

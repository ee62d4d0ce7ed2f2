// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import static io.millrace.operations.doctor.checks.TopicChecks.APPLY;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.cluster.TopicState;
import io.millrace.schemas.DeadLetter;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/** The chain of sizes: an event fits its batch, a batch its topic and the brokers, and each of them its dead letter. */
public final class SizeChecks {
    private static final String SIZE = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    private static final String FETCH = "replica.fetch.max.bytes";
    private static final String REQUEST = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;

    public static final List<Check> ALL = List.of(
            new Check("room in topics", SizeChecks::topics),
            new Check("room in requests", SizeChecks::requests),
            new Check("room in replication", SizeChecks::replication));

    private SizeChecks() {}

    private static void topics(Examination at, Findings found) {
        for (PipelineConfig pipeline : at.config().pipelines()) {
            pipeline.topics().forEach(topic -> room(at, pipeline, topic, found));
        }
    }

    private static void room(Examination at, PipelineConfig pipeline, PipelineTopic topic, Findings found) {
        TopicState state = at.topics().get(topic.name());
        if (state == null) {
            return;
        }
        long needed = pipeline.sizes().least(topic.role(), role -> takes(at, pipeline, role));
        if (state.maxMessageBytes() < needed) {
            found.fault(
                    state.name(),
                    state.name() + " has " + SIZE + "=" + state.maxMessageBytes() + ", and "
                            + pipeline.sizes().largest(topic.role()) + " of pipeline " + pipeline.name() + " may need "
                            + needed + "; " + APPLY + " raises it.");
        }
    }

    /** The most that any topic of the role accepts; 0 when none exists. */
    private static long takes(Examination at, PipelineConfig pipeline, TopicRole role) {
        return pipeline.topics(role).stream()
                .map(at.topics()::get)
                .filter(Objects::nonNull)
                .mapToLong(TopicState::maxMessageBytes)
                .max()
                .orElse(0);
    }

    /** Dead letters are sent by the stream's own producer. */
    private static void requests(Examination at, Findings found) {
        long request = Long.parseLong(at.effective().producer().text(REQUEST));
        for (PipelineConfig pipeline : at.config().pipelines()) {
            TopicState source = at.topics().get(pipeline.sourceTopic());
            if (source != null && source.maxMessageBytes() + DeadLetter.HEADER_ALLOWANCE_BYTES > request) {
                found.fault(
                        source.name(),
                        source.name() + " accepts events of " + source.maxMessageBytes() + " bytes, but kafka.producer."
                                + REQUEST
                                + "=" + request
                                + " is too small to send one with dead-letter headers; raise it, or lower the topic's "
                                + SIZE + ".");
            }
        }
    }

    /** Kafka replicates a larger one anyway, but one at a time. */
    private static void replication(Examination at, Findings found) {
        long fetch = at.brokers().least(FETCH);
        for (String topic : at.config().sinkTopics()) {
            TopicState sink = at.topics().get(topic);
            if (sink != null && sink.replicationFactor() > 1 && sink.maxMessageBytes() > fetch) {
                found.advice(
                        sink.name(),
                        sink.name() + " accepts records of " + sink.maxMessageBytes() + " bytes, but brokers copy "
                                + FETCH + "=" + fetch
                                + " at a time, so large batches are copied one by one; raise it on the brokers.");
            }
        }
    }
}

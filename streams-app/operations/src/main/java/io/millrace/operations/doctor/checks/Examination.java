// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.operations.cluster.TopicState;
import io.millrace.operations.doctor.facts.BrokerFacts;
import io.millrace.operations.doctor.facts.ConnectFacts;
import io.millrace.operations.doctor.facts.InstanceFacts;
import io.millrace.operations.doctor.facts.RegistryFacts;
import io.millrace.operations.doctor.facts.RightsFacts;
import io.millrace.operations.doctor.facts.TopicFacts;
import io.millrace.operations.transactions.OpenTransaction;
import io.millrace.resolved.ResolvedConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Everything known about a cluster and its surroundings.
 *
 * @param hanging transactions that nobody will end; null when they may not be described
 * @param clocks how far each server's clock is ahead of this machine's, by where it is
 */
public record Examination(
        ResolvedConfig effective,
        BrokerFacts brokers,
        TopicFacts topics,
        RightsFacts rights,
        List<OpenTransaction> hanging,
        RegistryFacts registry,
        ConnectFacts connect,
        List<InstanceFacts> instances,
        Map<String, Duration> clocks) {
    public Examination {
        instances = List.copyOf(instances);
        clocks = Map.copyOf(clocks);
    }

    MillraceConfig config() {
        return effective.config();
    }

    /** The pipelines' topics that exist and may be described, as they should be and as they are. */
    void eachTopic(BiConsumer<PipelineTopic, TopicState> look) {
        config().topics().forEach(topic -> {
            TopicState state = topics.get(topic.name());
            if (state != null) {
                look.accept(topic, state);
            }
        });
    }

    DurabilityRequirements promise() {
        return DurabilityRequirements.of(config());
    }
}

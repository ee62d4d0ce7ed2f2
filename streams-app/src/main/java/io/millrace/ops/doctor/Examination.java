package io.millrace.ops.doctor;

import io.millrace.config.MillraceConfig;
import io.millrace.effective.Effective;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that is known about a cluster and what is around it.
 *
 * @param clocks how far each server's clock is ahead of this machine's, by where it is
 */
record Examination(
        Effective effective,
        BrokerFacts brokers,
        TopicFacts topics,
        RightsFacts rights,
        RegistryFacts registry,
        ConnectFacts connect,
        List<InstanceFacts> instances,
        Map<String, Duration> clocks) {
    Examination {
        instances = List.copyOf(instances);
        clocks = Map.copyOf(clocks);
    }

    MillraceConfig config() {
        return effective.config();
    }

    Promise promise() {
        return Promise.of(config());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.local.demo.samples.Clicks;
import io.millrace.local.demo.samples.Logs;
import io.millrace.local.demo.samples.Orders;
import io.millrace.local.demo.samples.SampleEvents;
import io.millrace.local.stack.Deployment;
import io.millrace.operations.feed.GatewayClient;
import io.millrace.schemas.Schemas;
import io.millrace.schemas.registry.Registrar;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Sample events for a deployment of the sample pipelines. */
public final class SampleTraffic {
    /** Of so many events of a pipeline, one is broken: what a demo is to show. */
    public static final int SHOWING_FLAWS = 100;

    private SampleTraffic() {}

    /**
     * Registers the schemas; events are sent once the sender is started.
     *
     * @param seed events of another one are no repetitions
     * @param oneOf how many events there are to one that is broken, one that is late, and one that is a repetition
     * @param patience for how long a request to the gateway is repeated
     * @param producer settings of the producer that win over those of the deployment
     */
    public static SampleSender to(
            Deployment deployment,
            long seed,
            int oneOf,
            Duration patience,
            Map<String, Object> producer,
            Latencies latencies) {
        MillraceConfig config = deployment.config();
        Map<String, String> topics = config.pipelines().stream()
                .collect(Collectors.toMap(PipelineConfig::name, PipelineConfig::sourceTopic));
        GatewayClient gateway =
                new GatewayClient(deployment.gateways().get(0).url(), SampleSender.GATEWAY_PIPELINE, null, patience);
        Map<String, Object> client = new HashMap<>(config.client(MillraceConfig.GATEWAY_PRODUCER));
        client.putAll(producer);
        return new SampleSender(client, topics, samples(config, seed, oneOf), new GatewaySender(gateway), latencies);
    }

    private static SampleEvents samples(MillraceConfig config, long seed, int oneOf) {
        Registrar registry = config.registrar();
        PipelineConfig clicks = config.pipeline("clicks");
        PipelineConfig orders = config.pipeline("orders");
        return new SampleEvents(
                new Clicks(registry.register(clicks.sourceTopic(), Schemas.CLICK)),
                new Logs(),
                new Orders(registry.register(orders.sourceTopic(), Schemas.ORDER)),
                seed,
                clicks.windowMs() + clicks.graceMs(),
                oneOf);
    }
}

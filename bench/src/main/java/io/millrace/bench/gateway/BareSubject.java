// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.subject.Spec;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The least that can say 200 when Kafka has the events: Jetty and a producer with the gateway's settings. It refuses nothing, judges
 * nothing, and does not say where the events are.
 */
public final class BareSubject extends ServerSubject {
    private final MillraceConfig config;

    public BareSubject(Spec spec) {
        super(spec);
        config = ServerRun.config(spec);
    }

    @Override
    int serve() throws Exception {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                config.client(MillraceConfig.GATEWAY_PRODUCER), new ByteArraySerializer(), new ByteArraySerializer());
        PipelineConfig pipeline = config.pipelines().get(0);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setHandler(new BareHandler(producer, pipeline.sourceTopic()));
        server.start();
        return connector.getLocalPort();
    }
}

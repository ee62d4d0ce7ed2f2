// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.gateway.admission.ByteBudget;
import io.millrace.gateway.frame.Frame;
import io.millrace.gateway.http.Drain;
import io.millrace.gateway.send.Delivery;
import io.millrace.gateway.send.Envelope;
import io.millrace.gateway.send.EventProducer;
import io.millrace.gateway.send.EventSender;
import io.millrace.gateway.send.ValueFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final KafkaException NOT_KNOWN = new KafkaException("nobody has told of the topic");

    private final MillraceConfig config = MillraceConfig.of(
            Map.of("bootstrap.servers", "127.0.0.1:1", "pipelines", "logs", "pipelines.logs.format", "JSON"));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
    /** What the next producers say when they are asked for the topic, or null when they know it. */
    private KafkaException knowledge;

    private Lane lane;

    @BeforeEach
    void start() {
        EventProducer producer = new EventProducer("logs", "logs.events", config, settings -> make());
        lane = new Lane(
                config.pipelines().get(0), config, new ByteBudget(1_000_000, 1), new Drain(), registry, producer);
        lane.look();
        assertThat(lane.isReady()).isTrue();
    }

    private MockProducer<byte[], byte[]> make() {
        PartitionInfo partition = new PartitionInfo("logs.events", 0, Node.noNode(), new Node[0], new Node[0]);
        Cluster cluster = Cluster.empty().withPartitions(Map.of(new TopicPartition("logs.events", 0), partition));
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
        for (String name : List.of("buffer-available-bytes", "buffer-total-bytes")) {
            producer.setMockMetrics(new MetricName(name, "producer-metrics", "", Map.of()), thousand());
        }
        producer.partitionsForException = knowledge;
        made.add(producer);
        return producer;
    }

    private static Metric thousand() {
        return new Metric() {
            @Override
            public MetricName metricName() {
                return null;
            }

            @Override
            public Object metricValue() {
                return 1_000.0;
            }
        };
    }

    @Test
    void shouldLeaveAProducerAloneThatSends() throws Exception {
        assertThat(send().toRepeat()).isZero();
        lane.repair(config);

        assertThat(made).hasSize(1);
        assertThat(replaced()).isZero();
    }

    @Test
    void shouldReplaceABrokenProducerOnceTheNextOneKnowsTheTopic() throws Exception {
        breakFirst();
        knowledge = NOT_KNOWN;

        lane.repair(config);
        lane.repair(config);

        assertThat(made)
                .as("one replacement is prepared, however often it is looked at")
                .hasSize(2);
        assertThat(made.get(0).closed()).isFalse();
        assertThat(replaced()).isZero();
        assertThat(send().toRepeat()).as("meanwhile clients are told").isEqualTo(1);

        made.get(1).partitionsForException = null;
        lane.repair(config);
        lane.repair(config);

        assertThat(made).hasSize(2);
        assertThat(made.get(0).closed()).isTrue();
        assertThat(replaced()).isEqualTo(1);
        assertThat(send().toRepeat()).isZero();
        assertThat(made.get(1).history()).hasSize(1);
        assertThat(lane.isReady()).isTrue();
    }

    @Test
    void shouldReplaceTheReplacementWhenThatBreaksToo() throws Exception {
        breakFirst();
        lane.repair(config);
        made.get(1).sendException = new KafkaException("fenced as well");
        assertThat(send().toRepeat()).isEqualTo(1);

        lane.repair(config);

        assertThat(replaced()).isEqualTo(2);
        assertThat(send().toRepeat()).isZero();
        assertThat(made.get(2).history()).hasSize(1);
    }

    /** Else producers would have the settings of another profile than the process says it has. */
    @Test
    void shouldForgetItsReplacementWhenASwitchOfProfileIsFaster() throws Exception {
        breakFirst();
        knowledge = NOT_KNOWN;
        lane.repair(config);
        knowledge = null;
        EventProducer.Replacement switched = lane.producer().prepare(config);
        assertThat(switched.isReady()).isTrue();
        switched.takeOver(Duration.ZERO);

        made.get(1).partitionsForException = null;
        lane.repair(config);

        assertThat(made.get(1).closed()).as("what was prepared before").isTrue();
        assertThat(made.get(2).closed()).as("what was switched to").isFalse();
        assertThat(send().toRepeat()).isZero();
        assertThat(made.get(2).history()).hasSize(1);
    }

    private void breakFirst() throws Exception {
        made.get(0).sendException = new KafkaException("fenced");
        assertThat(send().toRepeat()).isEqualTo(1);
    }

    /** One event. */
    private Delivery send() throws Exception {
        byte[] body = "{}".getBytes(UTF_8);
        Delivery delivery = new Delivery(1, complete -> {});
        ValueFormat values = ValueFormat.asTheyCame();
        new EventSender("logs.events", lane.producer(), values, null, body.length)
                .send(
                        new Envelope(null, null, List.of(), null, false),
                        Frame.SINGLE.split(body, body.length, 1),
                        values.current(),
                        delivery);
        return delivery;
    }

    private double replaced() {
        return registry.get("millrace.gateway.producers.replaced").counter().count();
    }
}

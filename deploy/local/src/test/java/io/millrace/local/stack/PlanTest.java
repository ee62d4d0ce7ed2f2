// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.UpFolder;
import io.millrace.local.server.StackPorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final Map<String, String> USER = Map.of(
            "pipelines", "web,orders",
            "pipelines.web.format", "JSON",
            "pipelines.orders.format", "AVRO",
            "bootstrap.servers", "elsewhere:9092",
            "s3.bucket", "production",
            "gateway.port", "80",
            "pipelines.web.routes", "status >= 500 -> batch to web.failures");

    private static Plan plan(String... objectFormats) {
        return Plan.of(
                StackPorts.standard(3),
                List.of(new StreamPorts(8090, 8190), new StreamPorts(8091, 8191)),
                List.of(new GatewayPorts(8088, 8290, 8390)),
                List.of(objectFormats),
                USER);
    }

    @Test
    void shouldPutTheStacksAddressesOverTheUsers() {
        // When
        Map<String, String> settings = plan().settings();

        // Then
        assertThat(settings)
                .containsEntry("bootstrap.servers", "127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094")
                .containsEntry("s3.bucket", "millrace")
                .containsEntry("admin.instances", "http://127.0.0.1:8190,http://127.0.0.1:8191,http://127.0.0.1:8390")
                .containsEntry("instances.wanted", "2")
                .containsEntry("pipelines.web.format", "JSON");
        assertThat(StackSettings.notUsed(USER)).containsExactly("bootstrap.servers", "gateway.port", "s3.bucket");
    }

    @Test
    void shouldSetUpAGateway() {
        // When
        Map<String, String> settings = StackSettings.ofGateway(plan().settings(), new GatewayPorts(8088, 8290, 8390));

        // Then
        assertThat(settings)
                .containsEntry("gateway.port", "8088")
                .containsEntry("http.port", "8290")
                .containsEntry("admin.port", "8390")
                .containsEntry("gateway.drain.delay.ms", "200");
    }

    @Test
    void shouldFindThePlanAgainThatItSaved(@TempDir Path folder) {
        // Given
        UpFolder up = new UpFolder(folder);
        Plan plan = plan("orders=avro");

        // When
        up.save(plan);

        // Then
        assertThat(up.plan()).contains(plan);
        up.forgetPlan();
        assertThat(up.plan()).isEmpty();
    }

    @Test
    void shouldChooseAnObjectFormatForEachPipeline() {
        // When
        Map<String, Map<String, String>> connectors = SinkConnectors.of(plan("orders=avro"));

        // Then
        assertThat(connectors).containsOnlyKeys("s3-orders", "s3-web");
        assertThat(connectors.get("s3-orders")).containsEntry("s3.format", "avro");
        assertThat(connectors.get("s3-web"))
                .containsEntry("s3.format", "jsonl")
                .containsEntry("topics", "web.batches,web.failures,web.redriven");
        assertThat(connectors.get("s3-web")).containsEntry("consumer.override.isolation.level", "read_committed");
    }

    @Test
    void shouldRefuseObjectFormatsThatCannotBe() {
        assertThatThrownBy(() -> plan("avro"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("web=avro");
        assertThatThrownBy(() -> plan("weeb=jsonl"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no such pipeline");
        assertThatThrownBy(() -> plan("csv"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("jsonl or avro");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.config.ConfigSources;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.Settings;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;

/** Ports and object formats of a plan, as a file. */
record SavedPlaces(
        StackPorts ports, List<StreamPorts> streams, List<GatewayPorts> gateways, Map<String, String> objectFormats) {
    private static final String KAFKA = "kafka.ports";
    private static final String CONTROLLERS = "controller.ports";
    private static final String REGISTRY = "registry.port";
    private static final String S3 = "s3.port";
    private static final String OPENSEARCH = "opensearch.port";
    private static final String POSTGRES = "postgres.port";
    private static final String CONNECT = "connect.port";
    private static final String SINK_METRICS = "sink.metrics.port";
    private static final String HTTP = "http.ports";
    private static final String ADMIN = "admin.ports";
    private static final String GATEWAY = "gateway.ports";
    private static final String GATEWAY_HTTP = "gateway.http.ports";
    private static final String GATEWAY_ADMIN = "gateway.admin.ports";
    private static final String FORMAT_PREFIX = "object.format.";
    private static final int LAST_PORT = 65_535;

    static void write(Path file, Plan plan) {
        Map<String, Object> places = new TreeMap<>();
        places.put(KAFKA, list(plan.ports().kafka(), KafkaNode::port));
        places.put(CONTROLLERS, list(plan.ports().kafka(), KafkaNode::controllerPort));
        places.put(REGISTRY, plan.ports().registry());
        places.put(S3, plan.ports().s3());
        places.put(OPENSEARCH, plan.ports().opensearch());
        places.put(POSTGRES, plan.ports().postgres());
        places.put(CONNECT, plan.ports().connect());
        places.put(SINK_METRICS, plan.ports().sinkMetrics());
        places.put(HTTP, list(plan.streams(), StreamPorts::http));
        places.put(ADMIN, list(plan.streams(), StreamPorts::admin));
        places.put(GATEWAY, list(plan.gateways(), GatewayPorts::events));
        places.put(GATEWAY_HTTP, list(plan.gateways(), GatewayPorts::http));
        places.put(GATEWAY_ADMIN, list(plan.gateways(), GatewayPorts::admin));
        plan.objectFormats().forEach((pipeline, format) -> places.put(FORMAT_PREFIX + pipeline, format));
        Settings.write(file, places);
    }

    /** Throws {@link ConfigException} when the file was cut or changed so that it says less than {@link #write} wrote. */
    static SavedPlaces read(Path file) {
        Map<String, String> places = ConfigSources.read(file);
        List<Integer> kafka = ports(places, KAFKA);
        List<Integer> controllers = ports(places, CONTROLLERS, kafka.size());
        List<KafkaNode> nodes = IntStream.range(0, kafka.size())
                .mapToObj(i -> new KafkaNode(i + 1, kafka.get(i), controllers.get(i)))
                .toList();
        StackPorts stack = new StackPorts(
                nodes,
                port(places, REGISTRY),
                port(places, CONNECT),
                port(places, SINK_METRICS),
                port(places, S3),
                port(places, OPENSEARCH),
                port(places, POSTGRES));
        List<Integer> http = ports(places, HTTP);
        List<Integer> admin = ports(places, ADMIN, http.size());
        List<StreamPorts> streams = IntStream.range(0, http.size())
                .mapToObj(i -> new StreamPorts(http.get(i), admin.get(i)))
                .toList();
        Map<String, String> formats = places.keySet().stream()
                .filter(key -> key.startsWith(FORMAT_PREFIX))
                .collect(Collectors.toMap(key -> key.substring(FORMAT_PREFIX.length()), places::get));
        return new SavedPlaces(stack, streams, gateways(places), formats);
    }

    private static List<GatewayPorts> gateways(Map<String, String> places) {
        if ("".equals(places.get(GATEWAY))) {
            return List.of();
        }
        List<Integer> events = ports(places, GATEWAY);
        List<Integer> http = ports(places, GATEWAY_HTTP, events.size());
        List<Integer> admin = ports(places, GATEWAY_ADMIN, events.size());
        return IntStream.range(0, events.size())
                .mapToObj(i -> new GatewayPorts(events.get(i), http.get(i), admin.get(i)))
                .toList();
    }

    /** As {@code --object-format} accepts them. */
    List<String> formatChoices() {
        return objectFormats.entrySet().stream()
                .map(format -> format.getKey() + "=" + format.getValue())
                .toList();
    }

    private static <T> String list(List<T> places, ToIntFunction<T> port) {
        return places.stream()
                .map(place -> Integer.toString(port.applyAsInt(place)))
                .collect(Collectors.joining(","));
    }

    private static int port(Map<String, String> places, String key) {
        return ports(places, key, 1).get(0);
    }

    private static List<Integer> ports(Map<String, String> places, String key, int count) {
        List<Integer> ports = ports(places, key);
        if (ports.size() != count) {
            throw new ConfigException(key, places.get(key), "there must be as many ports as processes: " + count);
        }
        return ports;
    }

    private static List<Integer> ports(Map<String, String> places, String key) {
        String value = places.get(key);
        if (value == null) {
            throw new ConfigException("The key " + key + " is missing");
        }
        return Arrays.stream(value.split(",", -1))
                .map(text -> number(key, text))
                .toList();
    }

    private static int number(String key, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LAST_PORT) {
            throw new ConfigException(key, text, "a port is a number from 1 to " + LAST_PORT);
        }
        return Integer.parseInt(text);
    }
}

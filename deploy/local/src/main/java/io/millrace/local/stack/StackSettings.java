// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.config.gateway.GatewayKeys;
import io.millrace.config.sinks.Sink;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.PostgresServer;
import io.millrace.local.server.S3Server;
import io.millrace.local.server.StackPorts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that are up to the stack, not the user: where its servers are, and where each process has its folder and port. */
public final class StackSettings {
    private static final String HOST = "127.0.0.1";
    private static final String ADMIN = "admin.";

    /** No more of a secret than the keys of the S3 server: the whole stack listens on this machine only. */
    private static final String ADMIN_TOKEN = "local-stack";

    private static final int COPIES_OF_PROFILES = 3;

    private static final String GATEWAY_HOST = GatewayKeys.PREFIX + GatewayKeys.HOST;
    private static final String GATEWAY_PORT = GatewayKeys.PREFIX + GatewayKeys.PORT;

    /** There is no load balancer that would have to notice. */
    private static final String GATEWAY_DRAIN_DELAY_MS = "200";

    private StackSettings() {}

    private static Map<String, String> addresses(
            StackPorts ports, List<StreamPorts> streams, List<GatewayPorts> gateways) {
        Map<String, String> addresses = new TreeMap<>();
        addresses.put(
                MillraceConfig.BOOTSTRAP_SERVERS,
                ports.kafka().stream().map(KafkaNode::address).collect(Collectors.joining(",")));
        addresses.put(
                MillraceConfig.SCHEMA_REGISTRY_URL, "http://" + HOST + ":" + ports.registry() + "/apis/ccompat/v7");
        addresses.put(MillraceConfig.CONNECT_URL, "http://" + HOST + ":" + ports.connect());
        addresses.put(
                MillraceConfig.ADMIN_INSTANCES,
                Stream.concat(
                                streams.stream().map(StreamPorts::admin),
                                gateways.stream().map(GatewayPorts::admin))
                        .map(port -> "http://" + HOST + ":" + port)
                        .collect(Collectors.joining(",")));
        addresses.put(MillraceConfig.ADMIN_TOKEN, ADMIN_TOKEN);
        addresses.put(MillraceConfig.INSTANCES_WANTED, Integer.toString(streams.size()));
        addresses.putAll(destinations(ports));
        return addresses;
    }

    /** Where {@code verify} looks. */
    private static Map<String, String> destinations(StackPorts ports) {
        Map<String, String> places = new TreeMap<>();
        places.put(Sink.S3.prefix() + "bucket", S3Server.BUCKET);
        places.put(Sink.S3.prefix() + "endpoint", "http://" + HOST + ":" + ports.s3());
        places.put(Sink.S3.prefix() + "region", S3Server.REGION);
        places.put(Sink.S3.prefix() + "access.key.id", S3Server.ACCESS_KEY);
        places.put(Sink.S3.prefix() + "secret.access.key", S3Server.SECRET_KEY);
        places.put(Sink.OPENSEARCH.prefix() + "url", "http://" + HOST + ":" + ports.opensearch());
        places.put(
                Sink.POSTGRES.prefix() + "url",
                "jdbc:postgresql://" + HOST + ":" + ports.postgres() + "/" + PostgresServer.DATABASE);
        places.put(Sink.POSTGRES.prefix() + "user", PostgresServer.USER);
        places.put(Sink.POSTGRES.prefix() + "password", PostgresServer.PASSWORD);
        return places;
    }

    /** With fewer than three brokers there are fewer copies than a profile requires, whichever is switched to. */
    private static Map<String, String> copies(int brokers) {
        if (brokers >= COPIES_OF_PROFILES) {
            return Map.of();
        }
        return Map.of(
                MillraceConfig.TOPICS_PREFIX + "replication.factor",
                Integer.toString(brokers),
                MillraceConfig.TOPICS_PREFIX + "min.insync.replicas",
                "1",
                MillraceConfig.KAFKA_PREFIX + "replication.factor",
                Integer.toString(brokers),
                MillraceConfig.KAFKA_PREFIX + "topic.min.insync.replicas",
                "1");
    }

    private static boolean isStackBusiness(String key) {
        return key.equals(MillraceConfig.BOOTSTRAP_SERVERS)
                || key.equals(MillraceConfig.SCHEMA_REGISTRY_URL)
                || key.equals(MillraceConfig.STATE_DIR)
                || key.equals(MillraceConfig.INSTANCES_WANTED)
                || key.equals(MillraceConfig.HTTP_HOST)
                || key.equals(MillraceConfig.HTTP_PORT)
                || key.equals(MillraceConfig.HTTP_ADVERTISED)
                || key.equals(MillraceConfig.CONNECT_URL)
                || key.startsWith(ADMIN)
                || key.equals(GATEWAY_HOST)
                || key.equals(GATEWAY_PORT)
                || Stream.of(Sink.values()).anyMatch(sink -> key.startsWith(sink.prefix()));
    }

    /** The user's settings that {@link #over} does not use. */
    public static List<String> notUsed(Map<String, String> user) {
        return user.keySet().stream()
                .filter(StackSettings::isStackBusiness)
                .sorted()
                .toList();
    }

    /** The user's settings with the addresses of the stack. */
    static Map<String, String> over(
            Map<String, String> user, StackPorts ports, List<StreamPorts> streams, List<GatewayPorts> gateways) {
        Map<String, String> settings = new TreeMap<>(user);
        settings.keySet().removeIf(StackSettings::isStackBusiness);
        settings.putAll(addresses(ports, streams, gateways));
        settings.putAll(copies(ports.kafka().size()));
        return settings;
    }

    /** The settings of one stream process. It is a static member, so no partitions move when it is killed and comes back. */
    static Map<String, String> ofInstance(Map<String, String> settings, StreamInstance instance) {
        Map<String, String> own = new TreeMap<>(settings);
        own.put(MillraceConfig.STATE_DIR, instance.stateFolder().toString());
        own.putAll(endpoints(instance.ports().http(), instance.ports().admin()));
        own.putIfAbsent(MillraceConfig.KAFKA_PREFIX + "consumer.group.instance.id", instance.name());
        return own;
    }

    private static Map<String, String> endpoints(int http, int admin) {
        return Map.of(
                MillraceConfig.HTTP_HOST,
                HOST,
                MillraceConfig.HTTP_PORT,
                Integer.toString(http),
                MillraceConfig.ADMIN_HOST,
                HOST,
                MillraceConfig.ADMIN_PORT,
                Integer.toString(admin));
    }

    /** The settings of one gateway process. */
    static Map<String, String> ofGateway(Map<String, String> settings, GatewayPorts ports) {
        Map<String, String> own = new TreeMap<>(settings);
        own.putAll(endpoints(ports.http(), ports.admin()));
        own.put(GATEWAY_HOST, HOST);
        own.put(GATEWAY_PORT, Integer.toString(ports.events()));
        own.putIfAbsent(GatewayKeys.PREFIX + GatewayKeys.DRAIN_DELAY_MS, GATEWAY_DRAIN_DELAY_MS);
        return own;
    }

    /** Where a gateway takes events. */
    static String eventsUrl(Map<String, String> settings, GatewayPorts ports) {
        boolean plain = settings.getOrDefault(GatewayKeys.PREFIX + GatewayKeys.TLS_KEYSTORE, "")
                .isBlank();
        return (plain ? "http://" : "https://") + HOST + ":" + ports.events();
    }
}

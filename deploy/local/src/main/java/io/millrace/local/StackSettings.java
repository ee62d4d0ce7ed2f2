package io.millrace.local;

import io.millrace.config.MillraceConfig;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.S3Server;
import io.millrace.local.server.StackPorts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings that are the stack's business, not the user's: where its servers are, and where each process has its folder and port. */
final class StackSettings {
    private static final String HOST = "127.0.0.1";

    private StackSettings() {}

    private static Map<String, String> addresses(StackPorts ports) {
        String brokers = ports.kafka().stream().map(KafkaNode::address).collect(Collectors.joining(","));
        return Map.of(
                MillraceConfig.BOOTSTRAP_SERVERS,
                brokers,
                MillraceConfig.SCHEMA_REGISTRY_URL,
                "http://" + HOST + ":" + ports.registry() + "/apis/ccompat/v7",
                MillraceConfig.S3_PREFIX + "bucket",
                S3Server.BUCKET,
                MillraceConfig.S3_PREFIX + "endpoint",
                "http://" + HOST + ":" + ports.s3(),
                MillraceConfig.S3_PREFIX + "region",
                S3Server.REGION,
                MillraceConfig.S3_PREFIX + "access.key.id",
                S3Server.ACCESS_KEY,
                MillraceConfig.S3_PREFIX + "secret.access.key",
                S3Server.SECRET_KEY);
    }

    private static boolean isStackBusiness(String key) {
        return key.equals(MillraceConfig.BOOTSTRAP_SERVERS)
                || key.equals(MillraceConfig.SCHEMA_REGISTRY_URL)
                || key.equals(MillraceConfig.STATE_DIR)
                || key.equals(MillraceConfig.HTTP_HOST)
                || key.equals(MillraceConfig.HTTP_PORT)
                || key.startsWith(MillraceConfig.S3_PREFIX);
    }

    /** The user's settings that {@link #over} does not use. */
    static List<String> notUsed(Map<String, String> user) {
        return user.keySet().stream()
                .filter(StackSettings::isStackBusiness)
                .sorted()
                .toList();
    }

    /** The user's settings with the addresses of the stack. */
    static Map<String, String> over(Map<String, String> user, StackPorts ports) {
        Map<String, String> settings = new TreeMap<>(user);
        settings.keySet().removeIf(StackSettings::isStackBusiness);
        settings.putAll(addresses(ports));
        return settings;
    }

    /** The settings of one stream process. A static member, so that one that is killed and comes back moves no partitions. */
    static Map<String, String> ofInstance(Map<String, String> settings, StreamInstance instance) {
        Map<String, String> own = new TreeMap<>(settings);
        own.put(MillraceConfig.STATE_DIR, instance.stateFolder().toString());
        own.put(MillraceConfig.HTTP_HOST, HOST);
        own.put(MillraceConfig.HTTP_PORT, Integer.toString(instance.port()));
        own.putIfAbsent(MillraceConfig.KAFKA_PREFIX + "consumer.group.instance.id", instance.name());
        own.putIfAbsent(MillraceConfig.KAFKA_PREFIX + "consumer.session.timeout.ms", "10000");
        return own;
    }
}

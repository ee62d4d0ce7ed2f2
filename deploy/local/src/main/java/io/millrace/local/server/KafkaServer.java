// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One node of a KRaft cluster. Storage is formatted on the first start; a killed node recovers its log on the next. */
public final class KafkaServer implements Server {

    private static final String CLUSTER_ID = "MillraceLocalStack000A";
    /** Also the Connect worker's. */
    static final String LOGGING = "-Dlog4j2.configurationFile=classpath:io/millrace/local/server/log4j2.properties";

    private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

    private final KafkaNode node;
    private final List<KafkaNode> cluster;
    private final Site site;
    private final ChildProcess process;
    private final String heap;
    private final Map<String, ?> more;

    public KafkaServer(Site site, KafkaNode node, List<KafkaNode> cluster) {
        this(site, node, cluster, "512m");
    }

    /** @param heap at most, as the JVM has it: many partitions with large batches need more than the usual */
    public KafkaServer(Site site, KafkaNode node, List<KafkaNode> cluster, String heap) {
        this(site, node, cluster, heap, Map.of());
    }

    /** @param more settings of the broker, which win over those it has here */
    public KafkaServer(Site site, KafkaNode node, List<KafkaNode> cluster, String heap, Map<String, ?> more) {
        this.heap = heap;
        this.more = Map.copyOf(more);
        this.node = node;
        this.cluster = List.copyOf(cluster);
        this.site = site;
        this.process = new ChildProcess(cluster.size() == 1 ? "kafka" : "kafka-" + node.id(), site);
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    public String bootstrapServers() {
        return node.address();
    }

    @Override
    public String address() {
        return bootstrapServers();
    }

    @Override
    public void start() {
        Ports.requireFree(name(), node.port(), "--kafka-port");
        Ports.requireFree(name() + " (controller)", node.controllerPort(), "--controller-port");
        Path config = site.configFile(name());
        Settings.write(config, settings());
        // A node that was formatted completely has this file.
        boolean isNew = !Files.exists(site.data(name()).resolve("meta.properties"));
        process.start(new JavaProgram(
                ServerHome.classPath("kafka"),
                isNew ? FormattedKafka.class.getName() : "kafka.Kafka",
                List.of("-Xmx" + heap, "-Xms256m", LOGGING),
                isNew ? List.of(config.toString(), CLUSTER_ID) : List.of(config.toString())));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> Ports.isListening(node.port()) && isRegistered());
    }

    private boolean isRegistered() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).stream()
                    .anyMatch(n -> n.id() == node.id());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", node.id());
        settings.put(
                "controller.quorum.voters",
                cluster.stream().map(KafkaNode::voter).collect(Collectors.joining(",")));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://" + node.address() + ",CONTROLLER://" + Ports.HOST + ":" + node.controllerPort());
        settings.put("advertised.listeners", "PLAINTEXT://" + node.address());
        settings.put("log.dirs", site.data(name()));
        settings.putAll(replication());
        settings.put("auto.create.topics.enable", false);
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("message.max.bytes", LARGEST_MESSAGE);
        settings.put("replica.fetch.max.bytes", LARGEST_MESSAGE);
        // A killed broker may come back only when its old session has ended, by default after 9 s.
        settings.put("broker.session.timeout.ms", 4_000);
        settings.put("broker.heartbeat.interval.ms", 500);
        // Each segment maps two indexes of this size. With the default, 10 MiB, the kernel reads the holes in them
        // ahead,
        // and a broker of 200 partitions spends its time on zeroes.
        settings.put("log.index.size.max.bytes", 1024 * 1024);
        // The default, 128 MiB, would be a quarter of the heap for a handful of compacted keys.
        settings.put("log.cleaner.dedupe.buffer.size", 32 * 1024 * 1024);
        settings.putAll(more);
        return settings;
    }

    /** As durable as the number of nodes allows. Few partitions: each internal one costs start-up and recovery time. */
    private Map<String, Object> replication() {
        int copies = Math.min(3, cluster.size());
        int inSync = Math.max(1, copies - 1);
        Map<String, Object> settings = new HashMap<>();
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", inSync);
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", copies);
            settings.put(topic + ".num.partitions", 4);
        }
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        return settings;
    }
}

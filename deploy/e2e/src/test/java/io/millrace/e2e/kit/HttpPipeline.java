// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.verify.VerificationView;
import io.millrace.config.MillraceConfig;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline {@code logs} from a client's first byte to the batch, on one broker, and what clients were told of it. Processes are the
 * caller's to start and to close.
 */
public final class HttpPipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPipeline.class);

    public final Cluster cluster;
    public final Claims claims;
    private final Path folder;
    private final int partitions;
    private Map<String, String> settings;

    public HttpPipeline(Path folder, int partitions) {
        this.folder = folder;
        this.partitions = partitions;
        cluster = new Cluster(folder);
        claims = new Claims(partitions);
    }

    public void start() throws ExecutionException, InterruptedException {
        cluster.start();
        createTopics();
        settings = new HashMap<>(Map.of(
                "profile", "durability",
                "bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registry.url().toString(),
                "pipelines", "logs",
                "pipelines.logs.format", "JSON",
                "pipelines.logs.max.age.ms", "2000",
                "pipelines.logs.dedup.by", "header millrace.request.key, header millrace.request.index",
                "pipelines.logs.dedup.max.ids", "1000000"));
        settings.putAll(Map.of(
                "kafka.replication.factor", "1",
                "kafka.topic.min.insync.replicas", "1",
                "kafka.num.standby.replicas", "0",
                "topics.replication.factor", "1",
                "topics.min.insync.replicas", "1"));
    }

    /** Batches say when the broker had them. */
    private void createTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = cluster.admin()) {
            List<NewTopic> topics = List.of(
                    topic("events", Map.of()),
                    topic("batches", Map.of("message.timestamp.type", "LogAppendTime")),
                    topic("dlq", Map.of("max.message.bytes", "33554432")),
                    topic("dropped", Map.of()));
            Cluster.create(admin, topics);
        }
    }

    private NewTopic topic(String kind, Map<String, String> config) {
        return new NewTopic("logs." + kind, partitions, (short) 1).configs(config);
    }

    public GatewayProcess gateway(String name, Map<String, String> more) {
        return new GatewayProcess(cluster.site, name, with(more));
    }

    /** A static member of its group, with a state folder of its own. */
    public StreamProcess stream(String name, int httpPort) {
        return new StreamProcess(
                cluster.site,
                name,
                with(Map.of(
                        "http.port",
                        Integer.toString(httpPort),
                        "state.dir",
                        folder.resolve(name).toString(),
                        "kafka.consumer.group.instance.id",
                        name)));
    }

    /** As it is typed, with the settings of the pipeline. */
    public CommandLine.Result command(String... words) throws IOException, InterruptedException {
        return CommandLine.run(settings, words);
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    /**
     * All of {@code plan} is where answers said, in one batch if it has a key, and conserved.
     *
     * @param meanwhile what an operator does when it is not after that time, before transactions are ended that Kafka has left open
     */
    public void check(RequestPlan plan, Duration patience, Runnable meanwhile) throws InterruptedException {
        Balance balance = conserved(patience, meanwhile);
        String brokers = cluster.bootstrapServers();
        int[] inTopic = claims.check(brokers, "logs.events", plan.events());
        int[] inBatches = Batched.counts(brokers, "logs.batches", plan.events());
        BitSet sent = plan.sent();
        long repeated = sent.stream()
                .filter(plan::isKeyed)
                .mapToLong(event -> inTopic[event] - 1)
                .sum();

        assertThat(sent.stream().filter(event -> inTopic[event] == 0))
                .as("events that are lost")
                .isEmpty();
        assertThat(IntStream.range(0, plan.events())
                        .filter(event ->
                                inBatches[event] != (sent.get(event) && plan.isKeyed(event) ? 1 : inTopic[event])))
                .as("events that are in the wrong number of batches")
                .isEmpty();
        assertThat(balance.duplicates()).isEqualTo(repeated);
        assertThat(balance.deadLettered()).isZero();
    }

    private Balance conserved(Duration patience, Runnable meanwhile) throws InterruptedException {
        MillraceConfig config = MillraceConfig.of(settings);
        EndedTransactions transactions = new EndedTransactions();
        try (Verification verification = new Verification(config, config.pipelines(), true)) {
            VerificationReport report = verification.await(patience);
            if (!report.conserved()) {
                meanwhile.run();
                transactions.end(settings);
                report = verification.await(patience);
            }
            LOG.atInfo().addKeyValue("transactions", transactions.told()).log(VerificationView.text(report));
            assertThat(report.conserved()).as(VerificationView.text(report)).isTrue();
            return report.pipelines().get("logs");
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}

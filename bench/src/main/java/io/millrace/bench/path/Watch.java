// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Tail;
import io.millrace.bench.path.BatchLedger.Count;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Deployment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Looks at a deployment with one pipeline, one broker and one stream process, while it works. */
final class Watch implements AutoCloseable {
    private final Deployment deployment;
    private final PipelineConfig pipeline;
    private final BatchLedger ledger = new BatchLedger();
    private final Tail tail;
    private Admin admin;

    Watch(Deployment deployment, int partitions) {
        this.deployment = deployment;
        this.pipeline = deployment.config().pipelines().get(0);
        String brokers = deployment.stack().bootstrapServers();
        this.tail = new Tail(
                brokers, pipeline.sinkTopic(), partitions, deployment.config().exactlyOnce(), ledger);
    }

    void start() {
        admin = Admin.create(Map.of("bootstrap.servers", deployment.stack().bootstrapServers()));
        tail.start();
    }

    Sample look(OpenLoop schedule) throws ExecutionException, InterruptedException {
        long now = System.currentTimeMillis();
        Count delivered = delivered();
        return new Sample(
                now - schedule.begin(),
                schedule.before(now),
                ledger.seen().events(),
                delivered.events(),
                delivered.batches(),
                new Sample.Memory(
                        memory(deployment.instances().get(0)),
                        memory(deployment.stack().connect()),
                        memory(deployment.stack().brokers().get(0))));
    }

    /** What the connector has committed. */
    Count delivered() throws ExecutionException, InterruptedException {
        tail.check();
        Map<Integer, Long> next = new HashMap<>();
        admin.listConsumerGroupOffsets("connect-s3-" + pipeline.name())
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null && partition.topic().equals(pipeline.sinkTopic())) {
                        next.put(partition.partition(), offset.offset());
                    }
                });
        return ledger.below(next);
    }

    private static long memory(Server server) {
        return PeakMemory.bytesNow(server.pid().orElseThrow());
    }

    @Override
    public void close() {
        tail.close();
        if (admin != null) {
            admin.close();
        }
    }
}

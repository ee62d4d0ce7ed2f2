// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.OrderValues;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Deployment;
import io.millrace.operations.verify.account.Balance;
import io.millrace.schemas.Schemas;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Orders at a fixed rate through a stack of its own under the profile latency into PostgreSQL, which notes when each transaction
 * was committed: what is measured is the time from the moment at which an event was due to the commit of its row. Afterwards every
 * event must be in exactly one row.
 */
record OrdersRun(String name, Duration full) implements StackRow {
    private static final long PER_SECOND = 5_000;
    private static final int PARTITIONS = 4;
    private static final String PIPELINE = "orders";
    private static final double MILLION = 1e6;

    /** Those that are due while the processes are young do not count. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    @Override
    public boolean onlyWhenNamed() {
        return true;
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        Duration measured = StackRow.isSmall(bed) ? Duration.ofSeconds(3) : full;
        Duration before = StackRow.isSmall(bed) ? Duration.ofSeconds(1) : WARM_UP;
        return onAStack(bed, List.of(), settings(), deployment -> {
            try (CommitTimes commits = CommitTimes.on(deployment, PIPELINE)) {
                return run(deployment, commits, before, measured);
            }
        });
    }

    private static Map<String, String> settings() {
        return Map.of("pipelines", PIPELINE, "profile", "latency", "pipelines." + PIPELINE + ".sinks", "postgres");
    }

    private Figures run(Deployment deployment, CommitTimes commits, Duration before, Duration measured)
            throws Exception {
        long total = PER_SECOND * before.plus(measured).toSeconds();
        PipelineConfig pipeline = deployment.config().pipelines().get(0);
        int schema = deployment.config().registrar().register(pipeline.sourceTopic(), Schemas.ORDER);
        OpenLoop schedule = new OpenLoop(System.currentTimeMillis() + 200, PER_SECOND, total);
        double cpu = cpu(deployment);
        try (LoadSender sender = new LoadSender(
                deployment.stack().bootstrapServers(),
                pipeline.sourceTopic(),
                PARTITIONS,
                OrderValues.of(schema),
                schedule)) {
            sender.start();
            Through.await(name, total, sender::acknowledged);
            Through.await(name, total, () -> rows(commits));
        }
        cpu = cpu(deployment) - cpu;
        Balance unused = Conservation.require(deployment, name, total);
        long from = schedule.begin() + before.toMillis();
        return commits.figures(from, from + measured.toMillis())
                .with(Figure.OFFERED_PER_SECOND, (double) PER_SECOND)
                .with(Figure.CPU_SECONDS_PER_MILLION, cpu / total * MILLION)
                .build();
    }

    private static long rows(CommitTimes commits) {
        try {
            return commits.rows();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double cpu(Deployment deployment) {
        return Stream.<Server>of(
                        deployment.instances().get(0), deployment.stack().connect())
                .mapToDouble(CpuTime::seconds)
                .sum();
    }
}

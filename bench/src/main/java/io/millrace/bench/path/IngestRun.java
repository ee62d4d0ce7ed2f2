// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.http.Answers;
import io.millrace.bench.http.Due;
import io.millrace.bench.http.HttpLoad;
import io.millrace.bench.http.HttpRequest;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.operations.verify.account.Balance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Requests of one event each at a fixed rate through a gateway into S3, with the batch size and interval of an operator's guide: what
 * objects that makes, and which process uses how much of a core. Afterwards every event must be in exactly one object.
 *
 * @param perSecond requests
 * @param batchEvents most events of an object
 */
record IngestRun(String name, int perSecond, int batchEvents) implements StackRow {
    private static final String PIPELINE = "access";
    private static final int EVENT_BYTES = 300;
    private static final int CONNECTIONS = 64;
    private static final String INTERVAL_MS = "10000";
    private static final double MINUTE = 60;

    @Override
    public boolean onlyWhenNamed() {
        return true;
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        Duration duration = Duration.ofSeconds(StackRow.isSmall(bed) ? 3 : 60);
        GatewayPorts gateway = GatewayPorts.free();
        return onAStack(bed, List.of(gateway), settings(), deployment -> load(deployment, gateway, duration));
    }

    private Map<String, String> settings() {
        String pipeline = "pipelines." + PIPELINE + '.';
        return Map.of(
                "pipelines",
                PIPELINE,
                "profile",
                "durability",
                pipeline + "format",
                "JSON",
                pipeline + "batch.max.events",
                Integer.toString(batchEvents),
                pipeline + "max.age.ms",
                INTERVAL_MS);
    }

    private Figures load(Deployment deployment, GatewayPorts gateway, Duration duration) throws Exception {
        Map<Figure, Collection<? extends Server>> servers = Map.of(
                Figure.GATEWAY_CORES, deployment.gateways(),
                Figure.STREAM_CORES, deployment.instances(),
                Figure.CONNECT_CORES, List.of(deployment.stack().connect()),
                Figure.BROKER_CORES, deployment.stack().brokers());
        HttpRequest request = HttpRequest.lines(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.events()),
                "/v1/pipelines/" + PIPELINE + "/events",
                1,
                EVENT_BYTES);
        // The first fifth, while the processes are young, counts for nothing but the objects.
        long begin = System.nanoTime();
        long from = begin + duration.toNanos() / 5;
        long end = from + duration.toNanos();
        Answers answers = new Answers(from, end);
        Map<Figure, Double> before = new HashMap<>();
        try (HttpLoad load = new HttpLoad(request, CONNECTIONS, Due.perSecond(perSecond, begin), answers)) {
            load.start();
            TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
            servers.forEach((figure, processes) -> before.put(figure, cpu(processes)));
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            servers.forEach((figure, processes) ->
                    before.compute(figure, (same, used) -> (cpu(processes) - used) / duration.toSeconds()));
            load.rest();
        }
        Balance balance = Conservation.require(deployment, name, answers.taken().count());
        double eventsPerObject = (double) balance.batched() / balance.batches();
        Figures.Builder figures = Figures.builder()
                .with(Figure.OFFERED_PER_SECOND, (double) perSecond)
                .with(Figure.EVENTS_PER_SECOND, answers.taken().inWindow() / (double) duration.toSeconds())
                .with(Figure.REFUSED, (double) (answers.shed().count() + answers.others() + answers.broken()))
                .with(Figure.LATENCY_P50_MS, answers.taken().milliseconds(50))
                .with(Figure.LATENCY_P99_MS, answers.taken().milliseconds(99))
                .with(Figure.EVENTS_PER_OBJECT, eventsPerObject)
                .with(Figure.OBJECTS_PER_MINUTE, perSecond * MINUTE / eventsPerObject);
        before.forEach(figures::with);
        return figures.build();
    }

    private static double cpu(Collection<? extends Server> processes) {
        return processes.stream().mapToDouble(CpuTime::seconds).sum();
    }
}

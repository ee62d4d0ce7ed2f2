// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import io.millrace.bench.http.Answers;
import io.millrace.bench.http.Due;
import io.millrace.bench.http.HttpLoad;
import io.millrace.bench.http.HttpRequest;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace bench gateway-load}: load for a gateway that runs already. */
@Command(
        name = "gateway-load",
        description = {
            "Sends the same events again and again to a gateway that runs, at a fixed rate whatever becomes of them,",
            "or as fast as they are answered, and says how late the answers were. It obeys no Retry-After."
        },
        mixinStandardHelpOptions = true)
final class GatewayLoadCommand implements Callable<Integer> {
    private static final double SECOND = 1e9;

    @Parameters(paramLabel = "URL", description = "For example http://localhost:8088/v1/pipelines/access/events.")
    private URI url;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests a second; 0 sends as soon as a connection is free. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "1",
            description = "Events of a request; default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "300",
            description = "Bytes of an event; default: ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to send, after as long as a fifth of it to warm up; default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Most requests on their way at a time; default: ${DEFAULT-VALUE}.")
    private int connections;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireSensible();
        InetSocketAddress to = new InetSocketAddress(url.getHost(), url.getPort());
        HttpRequest request = HttpRequest.lines(to, url.getRawPath(), items, bytes);
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        long from = begin + TimeUnit.SECONDS.toNanos(seconds) / 5;
        long end = from + TimeUnit.SECONDS.toNanos(seconds);
        Answers answers = new Answers(from, end);
        Due schedule = rate > 0 ? Due.perSecond(rate, begin) : Due.always();
        HttpLoad load = new HttpLoad(request, connections, schedule, answers);
        long cpu;
        try (load) {
            load.start();
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            load.rest();
            cpu = load.cpuNanos();
        }
        print(answers, cpu / (SECOND * seconds * 6 / 5));
        return answers.taken().count() > 0 ? 0 : 1;
    }

    private void requireSensible() {
        if (items < 1 || seconds < 1 || connections < 1 || rate < 0) {
            throw new ConfigException("--items, --seconds and --connections are 1 or more, --rate is not negative");
        }
        if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0) {
            throw new ConfigException("URL", url, "http://HOST:PORT/PATH is needed");
        }
    }

    private void print(Answers answers, double cores) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%,.0f events/s in 200s%n", (double) answers.taken().inWindow() * items / seconds);
        print(out, "200", answers.taken());
        print(out, "503", answers.shed());
        out.printf("other answers: %,d; connections lost: %,d%n", answers.others(), answers.broken());
        out.printf("the load itself used %.2f cores%n", cores);
        out.flush();
    }

    private void print(PrintWriter out, String status, Answers.Kind kind) {
        out.printf(
                "%s: %,.0f/s, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms%n",
                status,
                (double) kind.inWindow() / seconds,
                kind.milliseconds(50),
                kind.milliseconds(99),
                kind.milliseconds(99.9),
                kind.milliseconds(100));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark still runs, with each of its parameters; its figures mean nothing here. */
class MicroTest {
    @Test
    void shouldRunEveryBenchmark() throws Exception {
        Options options = Micro.options()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(options).run();

        assertThat(steps(results)).containsExactlyInAnyOrder("Codec", "Decode", "Store", "Put", "Gzip", "Object");
        assertThat(results)
                .allSatisfy(result -> assertThat(result.getSecondaryResults()).containsKey("gc.alloc.rate.norm"));
    }

    private static Set<String> steps(Collection<RunResult> results) {
        return results.stream()
                .map(result -> result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)Bench\\..*", "$1"))
                .collect(Collectors.toSet());
    }
}

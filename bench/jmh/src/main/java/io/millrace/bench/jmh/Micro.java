// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import java.util.List;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * JMH's own command line with other defaults: one fork of a fixed heap, three warm-ups and five measurements of a second,
 * and the garbage collector's profiler, which tells the bytes allocated per operation. Whatever is asked for wins.
 */
public final class Micro {
    private static final int FORKS = 1;
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;

    /** The same collector and heap on every machine; left to itself, the JVM picks by what it finds. */
    private static final List<String> JVM = List.of("-XX:+UseG1GC", "-Xms512m", "-Xmx512m");

    private Micro() {}

    public static void main(String[] args) throws Exception {
        if (asksForText(new CommandLineOptions(args))) {
            Main.main(args);
        } else {
            new Runner(options(args).build()).run();
        }
    }

    private static boolean asksForText(CommandLineOptions asked) {
        return asked.shouldHelp()
                || asked.shouldList()
                || asked.shouldListWithParams()
                || asked.shouldListProfilers()
                || asked.shouldListResultFormats();
    }

    static ChainedOptionsBuilder options(String... args) throws CommandLineOptionException {
        CommandLineOptions asked = new CommandLineOptions(args);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(asked)
                .forks(asked.getForkCount().orElse(FORKS))
                .jvmArgsPrepend(JVM.toArray(String[]::new))
                .warmupIterations(asked.getWarmupIterations().orElse(WARM_UPS))
                .warmupTime(asked.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(asked.getMeasurementIterations().orElse(MEASUREMENTS))
                .measurementTime(asked.getMeasurementTime().orElse(TimeValue.seconds(1)))
                .shouldFailOnError(asked.shouldFailOnError().orElse(true));
        return asked.getProfilers().isEmpty() ? options.addProfiler(GCProfiler.class) : options;
    }
}

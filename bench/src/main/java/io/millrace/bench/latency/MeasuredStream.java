// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Server;
import io.millrace.local.server.Settings;
import java.nio.file.Path;
import java.util.List;

/** The process of a {@link StandingStream}. */
final class MeasuredStream implements Server {
    private final ChildProcess process;
    private final Path specFile;
    private final Spec spec;

    MeasuredStream(TestBed bed, String run, Spec spec) {
        this.process = new ChildProcess(run, bed.site());
        this.specFile = bed.site().configFile(run);
        this.spec = spec;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public void start() {
        Settings.write(specFile, spec.values());
        process.start(new JavaProgram(
                ClassPaths.ours(),
                StandingStream.class.getName(),
                List.of("-Xmx1g", "-Xms1g"),
                List.of(specFile.toString())));
    }

    /** It is, when batches come out. */
    @Override
    public void awaitReady() {
        process.awaitReady(() -> true);
    }

    /** Nobody calls it. */
    @Override
    public String address() {
        return "";
    }

    /** Throws when it has ended; the message has the end of its log. */
    void requireAlive() {
        if (!isAlive()) {
            process.awaitReady(() -> false);
        }
    }

    double cpuSeconds() {
        return CpuTime.seconds(this);
    }
}

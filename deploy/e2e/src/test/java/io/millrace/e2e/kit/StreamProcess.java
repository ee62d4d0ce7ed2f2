// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.app.StreamMain;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.stack.ProjectFolder;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code millrace stream} as its own process, to be killed and started again. */
public final class StreamProcess implements Server {
    /** With the clients of this kit behind it. */
    private static final String CLASS_PATH = ProjectFolder.streamClassPath()
            + File.pathSeparator
            + ProjectFolder.home().resolve("deploy/e2e/target/test-classes");

    private final ChildProcess process;
    private final Map<String, String> settings;
    private List<String> jvmOptions = List.of();

    public StreamProcess(Site site, String name, Map<String, String> settings) {
        this.process = new ChildProcess(name, site);
        this.settings = settings;
    }

    /** The next start halts at that point of its commit number {@code commit}. */
    public void haltAt(HaltingClients.Point point, int commit) {
        jvmOptions = List.of("-D" + HaltingClients.POINT + "=" + point, "-D" + HaltingClients.COMMIT + "=" + commit);
    }

    public void haltNoMore() {
        jvmOptions = List.of();
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    /** Nobody asks for it. */
    @Override
    public String address() {
        return "";
    }

    @Override
    public void start() {
        List<String> options = new ArrayList<>(List.of("-Xmx512m", ProjectFolder.streamArchive()));
        options.addAll(jvmOptions);
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        process.start(new JavaProgram(CLASS_PATH, StreamMain.class.getName(), options, arguments));
    }

    /** SIGTERM, and waits for the end. */
    public void stop() {
        process.close();
    }

    /** Nothing waits here: the tests wait for what comes out. */
    @Override
    public void awaitReady() {}
}

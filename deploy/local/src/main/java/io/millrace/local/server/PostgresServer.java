// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaProgram;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL, as a child of a JVM that it does not outlive: {@code io.millrace.local.postgres.Main} of its own class path. The
 * first start creates {@link #DATABASE}.
 */
public final class PostgresServer implements Server {

    public static final String DATABASE = "millrace";

    public static final String USER = "millrace";

    /** Worthless outside this machine; having any makes clients log in as they do elsewhere. */
    public static final String PASSWORD = "millrace-local-secret";

    private static final int PROTOCOL = 3 << 16;
    private static final int ANSWER_LIMIT_MS = 1_000;

    private final int port;
    private final Site site;
    private final ChildProcess process;

    public PostgresServer(Site site, int port) {
        this.port = port;
        this.site = site;
        this.process = new ChildProcess("postgres", site);
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    /** Without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + Ports.HOST + ':' + port + '/' + DATABASE;
    }

    @Override
    public String address() {
        return Ports.HOST + ':' + port;
    }

    @Override
    public void start() {
        Ports.requireFree(name(), port, "--postgres-port");
        Path config = site.configFile(name());
        Settings.write(
                config,
                Map.of(
                        "folder", site.data(name()),
                        "port", port,
                        "user", USER,
                        "password", PASSWORD,
                        "database", DATABASE,
                        "shared_buffers", "64MB"));
        process.start(new JavaProgram(
                ServerHome.classPath("postgres"),
                "io.millrace.local.postgres.Main",
                List.of("-Xmx64m"),
                List.of(config.toString())));
    }

    @Override
    public void awaitReady() {
        process.awaitReady(this::asksForAPassword);
    }

    /** It does so when it takes connections, and not while it starts or recovers. */
    private boolean asksForAPassword() {
        byte[] names = ("user\0" + USER + "\0database\0" + DATABASE + "\0\0").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_LIMIT_MS);
            socket.setSoTimeout(ANSWER_LIMIT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(2 * Integer.BYTES + names.length);
            out.writeInt(PROTOCOL);
            out.write(names);
            out.flush();
            return socket.getInputStream().read() == 'R';
        } catch (IOException e) {
            return false;
        }
    }
}

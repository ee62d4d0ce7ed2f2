// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.nio.file.Path;

/**
 * Where the servers of one stack live, and for how long. Two stacks on one machine need two folders and different ports.
 *
 * @param folder holds {@code data/<server>}, {@code logs/<server>.log}, {@code run/<server>.{pid,properties}} and, while it runs, {@code
 *     tmp/<server>}; created when missing
 */
public record Site(Path folder, Lifetime lifetime) {

    public Site {
        folder = folder.toAbsolutePath().normalize();
    }

    public Path data(String server) {
        return folder.resolve("data").resolve(server);
    }

    public Path logFile(String server) {
        return folder.resolve("logs").resolve(server + ".log");
    }

    /** For what a library unpacks, and does not delete when the server is killed. */
    Path temporary(String server) {
        return folder.resolve("tmp").resolve(server);
    }

    public Path pidFile(String server) {
        return folder.resolve("run").resolve(server + ".pid");
    }

    public Path configFile(String server) {
        return folder.resolve("run").resolve(server + ".properties");
    }
}

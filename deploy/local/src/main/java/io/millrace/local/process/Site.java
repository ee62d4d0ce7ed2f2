// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

    /** Where a link leads that somebody has put there: data may be on another disk. */
    public Path data(String server) {
        Path data = folder.resolve("data").resolve(server);
        try {
            return Files.isSymbolicLink(data) ? data.toRealPath() : data;
        } catch (IOException e) {
            throw new UncheckedIOException("the link " + data + " leads nowhere", e);
        }
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

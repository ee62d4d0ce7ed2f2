// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One server of the local stack. It may have been started by another process (an earlier {@code up}): everything except {@link
 * #start()} works on whatever process the pid file of its {@link Site} names.
 */
public interface Server extends AutoCloseable {

    ChildProcess process();

    /** Writes the configuration and launches the process, without waiting for it. Data left by an earlier run is used again. */
    void start();

    /**
     * Waits until the server does its work, not just until its port is open.
     *
     * @throws ServerNotReadyException if the process dies first, or takes too long
     */
    void awaitReady();

    /** Where clients find it: a URL, or host and port. */
    String address();

    default String name() {
        return process().name();
    }

    default boolean isAlive() {
        return process().isAlive();
    }

    /** Empty when the server is not running. */
    default OptionalLong pid() {
        return process().pid();
    }

    default Path logFile() {
        return process().logFile();
    }

    /** SIGKILL, as a crash would be: returns when the process is gone. Does nothing to a server that is not running. */
    default void kill() {
        process().kill();
    }

    /** SIGTERM, and SIGKILL after a grace period: returns when the process is gone. Does nothing to a server that is not running. */
    @Override
    default void close() {
        process().close();
    }
}

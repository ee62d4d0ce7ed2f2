// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the class paths that the build has put into {@code deploy/local/servers/<kind>/target/lib}. */
public final class ServerHome {

    static final String PROPERTY = "millrace.home";

    private ServerHome() {}

    /** The server's own jars first, then this module, so that {@link ParentWatchdog} and the log settings are found and shadow nothing. */
    public static String classPath(String kind) {
        return lib(kind).resolve("*") + System.getProperty("path.separator") + ourselves();
    }

    private static Path lib(String kind) {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new ServerNotBuiltException("the system property " + PROPERTY + " must name the project folder");
        }
        Path lib = Path.of(home, "deploy", "local", "servers", kind, "target", "lib");
        if (!Files.isDirectory(lib)) {
            throw new ServerNotBuiltException(
                    "the " + kind + " server is not built (" + lib + " is missing): run mvn package in " + home);
        }
        return lib;
    }

    private static Path ourselves() {
        try {
            return Path.of(ParentWatchdog.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find our own class path", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. What goes before its command line then: as a rule a user namespace, in which nobody is
 * root and every file keeps its owner; where the machine allows none, another user, who then owns the folder.
 */
final class Unprivileged {
    private static final String NOBODY = "65534";
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> OTHER_USER =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private final List<String> before;
    private final boolean changesOwner;

    private Unprivileged(List<String> before, boolean changesOwner) {
        this.before = before;
        this.changesOwner = changesOwner;
    }

    static Unprivileged here() throws InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return new Unprivileged(List.of(), false);
        }
        return succeeds(NAMESPACE, "true") ? new Unprivileged(NAMESPACE, false) : new Unprivileged(OTHER_USER, true);
    }

    List<String> commandLine(String... command) {
        List<String> line = new ArrayList<>(before);
        line.addAll(List.of(command));
        return line;
    }

    /** Call when we have written to the folder, and before the server does. */
    void own(Path folder) throws InterruptedException {
        if (changesOwner) {
            succeeds(List.of("chown", "-R", NOBODY + ':' + NOBODY), folder.toString());
        }
    }

    private static boolean succeeds(List<String> command, String argument) throws InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.add(argument);
        try {
            return new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

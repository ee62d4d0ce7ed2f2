// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

import java.nio.file.Path;

/** Prometheus or Alertmanager is not on this machine, or not all of it; the message says how to have it. */
public final class ToolsMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ToolsMissingException(String message) {
        super(message);
    }

    static ToolsMissingException program(String tool) {
        return new ToolsMissingException("there is no " + tool
                + " on the PATH, and drills need the real one. On Debian: apt-get install prometheus"
                + " prometheus-alertmanager, or apt-get download both, dpkg -x each into a folder, and name that with"
                + " --prometheus-home; elsewhere unpack the archives of prometheus.io and name both folders so");
    }

    /** Of a package that was unpacked, not installed. */
    static ToolsMissingException templates(Path alertmanager, Path templates) {
        return new ToolsMissingException(
                alertmanager + " is Debian's, which does not start without " + templates
                        + ". Make " + templates.getParent().getParent()
                        + " a link to usr/share/prometheus in the folder that its package is unpacked in, or install the package");
    }
}

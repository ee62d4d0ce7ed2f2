// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.monitor;

/** Prometheus or Alertmanager is not on this machine; the message says how to have it. */
public final class ToolsMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolsMissingException(String tool) {
        super("there is no " + tool
                + " on the PATH, and drills need the real one. On Debian: apt-get install prometheus"
                + " prometheus-alertmanager, or apt-get download both, dpkg -x each into a folder, and name that with"
                + " --prometheus-home; elsewhere unpack the archives of prometheus.io and name both folders so");
    }
}

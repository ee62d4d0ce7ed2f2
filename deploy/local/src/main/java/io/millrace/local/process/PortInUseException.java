// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

/** Another process listens on the port that a server needs. */
public final class PortInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortInUseException(String server, int port, String option) {
        super("port " + port + ", which " + server
                + " needs, is in use: stop what listens there, or choose another with " + option);
    }
}

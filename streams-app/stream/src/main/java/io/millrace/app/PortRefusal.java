// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.pipeline.start.StartException;
import java.net.BindException;
import java.util.Locale;

/** Why an address cannot be listened on, and which key changes it. */
public final class PortRefusal {
    private PortRefusal() {}

    /** {@code hostKey} and {@code portKey} are what an operator changes it with. */
    public static StartException of(String hostKey, String host, String portKey, int port, Exception cause) {
        String says = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String where = "Cannot listen on port " + port + " of " + host + ": ";
        if (says.contains("in use")) {
            return new StartException(
                    where + "it is in use by another process; choose another one (" + portKey + "; 0 picks a free one)",
                    cause);
        }
        if (says.contains("permission")) {
            return new StartException(
                    where + "this user may not, because ports below 1024 need more rights; choose another one ("
                            + portKey + ")",
                    cause);
        }
        if (cause instanceof BindException || says.contains("unresolved")) {
            return new StartException(
                    where + host + " is not an address of this machine (" + hostKey + "; 0.0.0.0 means all of them)",
                    cause);
        }
        return new StartException(where + cause + " (" + hostKey + ", " + portKey + ")", cause);
    }
}

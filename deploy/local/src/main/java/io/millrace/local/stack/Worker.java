// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.Server;

/** A process of Millrace itself; it needs the servers, and is stopped before them. */
public interface Worker extends Server {
    /** Whether it is at work now. */
    boolean isReady();

    /** Whether a process of that name is one. */
    static boolean isName(String process) {
        return process.startsWith(StreamInstance.NAME_PREFIX) || process.startsWith(GatewayInstance.NAME_PREFIX);
    }
}

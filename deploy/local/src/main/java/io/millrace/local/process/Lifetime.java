// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

/** How long a server may live. */
public enum Lifetime {
    /** As long as the process that started it: when that is gone, even by SIGKILL, the server halts within a second. */
    ATTACHED,
    /** Until it is stopped: survives the process and the terminal that started it. */
    DETACHED
}

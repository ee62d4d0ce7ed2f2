// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import java.io.IOException;

/** The part of a repair that is no command of ours: the end of the cause. */
public interface Undo {
    /** When a command repairs everything. */
    Undo NOTHING = () -> {};

    /** Does it once. */
    void run() throws IOException;
}

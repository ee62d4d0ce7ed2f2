// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.operations.dlq.Sorting.Outgoing;

/** Sends dead letters back, in the order in which they come. */
interface Sender {
    void send(Outgoing outgoing);

    /** Sends what it has kept until now. */
    void flush();
}

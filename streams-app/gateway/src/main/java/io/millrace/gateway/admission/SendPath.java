// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.admission;

/** What admission has to know of the way to Kafka. All is answered at once. */
public interface SendPath {
    /** Whether an event could be sent now. */
    boolean isReady();

    /** Whether less than a fifth of the producer's buffer is left. */
    boolean isNearlyFull();

    /** The size of the producer's buffer. */
    long bufferBytes();
}

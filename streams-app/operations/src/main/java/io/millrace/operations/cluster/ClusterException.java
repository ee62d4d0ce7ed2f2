// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.cluster;

import org.apache.kafka.common.errors.AuthorizationException;

/** The cluster did not answer, or refused; the message is one sentence for the operator. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the user may not do it, although it could be done. */
    public boolean isForbidden() {
        return getCause() instanceof AuthorizationException;
    }
}

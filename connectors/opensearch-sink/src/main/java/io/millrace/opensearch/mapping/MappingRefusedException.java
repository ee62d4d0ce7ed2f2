// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.mapping;

/** An index, or the cluster, does not take the mapping that events need; someone has to decide. */
public final class MappingRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    MappingRefusedException(String message) {
        super(message);
    }

    MappingRefusedException(String message, Exception cause) {
        super(message, cause);
    }
}

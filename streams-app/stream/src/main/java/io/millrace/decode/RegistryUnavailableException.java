// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

/** The registry did not answer for as long as it was given. No event's fault: the task stops and starts over. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(int schemaId, String why) {
        super("The registry gave no answer about schema id " + schemaId + ": " + why);
    }
}

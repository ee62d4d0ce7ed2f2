// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.process;

/** The jars of a server are not where the build puts them. */
public final class ServerNotBuiltException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerNotBuiltException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

/** A clients file cannot be used. Says what is wrong, never a token or what it hashes to. */
public final class ClientsFileException extends Exception {
    private static final long serialVersionUID = 1L;

    ClientsFileException(String what) {
        super(what);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/**
 * The bytes are not what their schema says. Carries no stack trace: it is thrown for bad input, once per bad event, and
 * the place in the bytes says more than the place in the code.
 */
public final class MalformedAvroException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedAvroException(String what) {
        super(what, null, false, false);
    }
}

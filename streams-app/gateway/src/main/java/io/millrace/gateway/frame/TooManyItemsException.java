// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

/** A body has more events than a request may have. */
public final class TooManyItemsException extends MalformedFrameException {
    private static final long serialVersionUID = 1L;

    TooManyItemsException(int most) {
        super("more than " + most + " events");
    }
}

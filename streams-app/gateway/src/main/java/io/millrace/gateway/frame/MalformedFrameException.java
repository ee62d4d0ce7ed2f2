// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

/** A body does not say where its events are. Says what is wrong and at which byte, never what is there; no stack trace. */
public class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String what) {
        super(what, null, false, false);
    }

    public MalformedFrameException(String what, int position) {
        this(what + " at byte " + position);
    }
}

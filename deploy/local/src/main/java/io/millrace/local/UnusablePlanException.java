// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

/** What was saved of a plan is damaged, or names what is no longer there. */
final class UnusablePlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusablePlanException(String what, Throwable cause) {
        super(
                "what up saved about the stack cannot be used. " + what
                        + ". millrace down does not need it, and stops what is running; then millrace up starts it again.",
                cause);
    }
}

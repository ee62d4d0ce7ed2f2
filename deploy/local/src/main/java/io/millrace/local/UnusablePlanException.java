// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

/** What was saved of a plan is damaged, or names what is no longer there. */
final class UnusablePlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusablePlanException(String what, Throwable cause) {
        super(
                "what up has saved of the stack cannot be used. " + what
                        + ". millrace down needs none of it, and stops what runs; then millrace up starts it again.",
                cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.route;

/** Rules send the event to the dead letters. */
final class UnroutableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param rule its number, from 1; 0 when none holds */
    UnroutableException(int rule) {
        super(
                rule == 0
                        ? "no rule holds, and otherwise it is a dead letter"
                        : "rule " + rule + " makes it a dead letter");
    }
}

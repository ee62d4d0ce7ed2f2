// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

/** An event has none of what the pipeline groups by; the cause in its dead letter. */
final class NoGroupException extends Exception {
    private static final long serialVersionUID = 1L;

    NoGroupException(String what, String why) {
        super("no group by " + what + ": " + why, null, false, false);
    }
}

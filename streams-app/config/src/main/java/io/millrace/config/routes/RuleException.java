// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

/** The text is no list of rules. The message says in which column, from 1, what was met and what is allowed there. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleException(int column, String what) {
        super("column " + column + ": " + what);
    }
}

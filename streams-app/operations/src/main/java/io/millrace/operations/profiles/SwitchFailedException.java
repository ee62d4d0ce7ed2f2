// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

/** A switch that did not finish; the message says how far it got and how to continue. */
public final class SwitchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** It had started; {@code soFar} says what failed, and how far it got. */
    public static SwitchFailedException halfWay(String soFar, Throwable cause) {
        return new SwitchFailedException(
                soFar + "; running the same command again resumes it, and switching to the previous profile undoes it",
                cause);
    }

    public SwitchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

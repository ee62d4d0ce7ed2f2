// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

/** A switch that did not come to its end; the message says how far it came and how to go on. */
public final class SwitchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** It had begun; {@code soFar} is what failed, and how far it came. */
    public static SwitchFailedException halfWay(String soFar, Throwable cause) {
        return new SwitchFailedException(
                soFar + "; the same command again resumes, and switching to the profile before goes back", cause);
    }

    public SwitchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

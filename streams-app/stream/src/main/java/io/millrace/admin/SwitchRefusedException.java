// SPDX-License-Identifier: Apache-2.0
package io.millrace.admin;

/** A switch that was not started: the message says why, and nothing was changed. */
public final class SwitchRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean busy;

    private SwitchRefusedException(String message, Throwable cause, boolean busy) {
        super(message, cause);
        this.busy = busy;
    }

    /** Not now: another one is in progress. */
    public static SwitchRefusedException busy(String with) {
        return new SwitchRefusedException("It is already switching to " + with, null, true);
    }

    /** Not at all: the profile and the rest of the settings, or the topics, do not fit. */
    public static SwitchRefusedException unfit(Throwable cause) {
        return new SwitchRefusedException(cause.getMessage(), cause, false);
    }

    boolean isBusy() {
        return busy;
    }
}

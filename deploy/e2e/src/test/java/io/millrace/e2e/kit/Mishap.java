// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

/** What becomes of the stream process of a {@link EnduranceLane}, and where the next one finds itself. */
public enum Mishap {
    /** Killed, and started again where it was. */
    KILLED("same disk"),
    /** Killed, and its state folder is gone. */
    WIPED("disk wiped"),
    /** Killed, and its state folder is one of long ago. */
    STALE("disk of long ago"),
    /** Killed, and the next one runs on another disk. */
    MOVED("another disk"),
    /** Stopped until its session is over and another one has taken over on another disk; then it goes on. */
    FROZEN("frozen, replaced, thawed");

    private final String title;

    Mishap(String title) {
        this.title = title;
    }

    /** The head of its column. */
    String title() {
        return title;
    }
}

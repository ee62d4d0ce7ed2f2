// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

/** The kinds of processes, and how many of each there are at least: one may always be missing. */
public enum Role {
    STREAM("stream", 2),
    SINKS("sinks", 2),
    GATEWAY("gateway", 2),
    BROKERS("brokers", 3);

    private final String title;
    private final int floor;

    Role(String title, int floor) {
        this.title = title;
        this.floor = floor;
    }

    public String title() {
        return title;
    }

    int floor() {
        return floor;
    }
}

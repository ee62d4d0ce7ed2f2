// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import java.util.List;

/** The dashboards that there are, in the order in which they are read. */
final class Boards {
    /** Where this project's files can be read; whoever installs the dashboards replaces it. */
    static final String PROJECT = "https://millrace.example.com";

    private Boards() {}

    static List<Dashboard> all() {
        return List.of(OverviewBoard.of(), StreamBoard.of(), SinksBoard.of(), GatewayBoard.of(), ProcessesBoard.of());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import io.millrace.local.drill.monitor.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where Prometheus and Alertmanager are. */
final class ToolOptions {
    @Option(
            names = "--prometheus-home",
            paramLabel = "DIR",
            description =
                    "A folder with prometheus or alertmanager, or one that Debian's packages are unpacked in. May be"
                            + " repeated; without it, both are looked for on the PATH.")
    private List<Path> homes = new ArrayList<>();

    Tools find() {
        return Tools.find(homes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code millrace gateway}, which has a class path of its own: here for the list of commands only. */
@Command(name = "gateway", description = "Takes events of the configured pipelines over HTTP until SIGTERM or Ctrl-C.")
public final class GatewayElsewhere implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalStateException("Only the launcher runs the gateway.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import io.millrace.app.ConfigOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace gateway}: one gateway process against any cluster, until it is told to stop. */
@Command(
        name = "gateway",
        description = {
            "Takes events of the configured pipelines over HTTP until SIGTERM or Ctrl-C: POST /v1/pipelines/<pipeline>/events.",
            "A 200 means that Kafka has every event that was not refused for what it is; any other answer says whether to repeat, and when."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Stopped as told, with every request answered.",
            "1:Could not start, or not all requests could be answered before it stopped.",
            "2:Wrong usage or configuration."
        },
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int INCOMPLETE = 1;

    @Mixin
    private ConfigOptions options;

    @Override
    public Integer call() throws InterruptedException {
        GatewayApp app = new GatewayApp(options.load(null));
        app.start();
        // A JVM that a signal ends has an exit code of its own, unless a hook ends it.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(app.stop() ? DONE : INCOMPLETE), "stop"));
        app.await();
        return DONE;
    }
}

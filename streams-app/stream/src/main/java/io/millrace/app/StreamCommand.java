// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace stream}: one stream process against any cluster, until it is told to stop. */
@Command(
        name = "stream",
        description = "Runs one stream process of the configured pipelines until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class StreamCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Override
    public Integer call() throws InterruptedException {
        StreamApp app = new StreamApp(options.load(null));
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
        app.start();
        app.await();
        return 0;
    }
}

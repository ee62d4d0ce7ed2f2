// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.opensearch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Runs one node on the loopback address until the process is told to end. It is ready when it answers over HTTP.
 *
 * <p>Arguments: the HTTP port, the folder for its data, the cluster's name, and any number of {@code setting=value} of OpenSearch.
 */
public final class OpenSearchNode {
    private static final int FIXED_ARGUMENTS = 3;

    private OpenSearchNode() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length < FIXED_ARGUMENTS) {
            throw new IllegalArgumentException(
                    "Wanted: <http port> <data folder> <cluster name> [<setting>=<value> …]");
        }
        Map<String, String> settings = settings(args[0], Arrays.asList(args).subList(FIXED_ARGUMENTS, args.length));
        OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner), "close"));
        runner.onBuild((number, builder) -> {
            builder.remove("cluster.initial_cluster_manager_nodes");
            settings.forEach(builder::put);
        });
        runner.build(OpenSearchRunner.newConfigs()
                .basePath(args[1])
                .clusterName(args[2])
                .numOfNode(1));
        // The node has no thread of its own that keeps the process.
        new CountDownLatch(1).await();
    }

    private static Map<String, String> settings(String port, List<String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "http.port", port,
                "transport.port", "0",
                "network.host", "127.0.0.1",
                "discovery.type", "single-node",
                // A machine with a full disk is for tests of its own.
                "cluster.routing.allocation.disk.threshold_enabled", "false"));
        for (String setting : more) {
            int equals = setting.indexOf('=');
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return settings;
    }

    private static void close(OpenSearchRunner runner) {
        try {
            runner.close();
        } catch (Exception e) {
            throw new IllegalStateException("The node does not close", e);
        }
    }
}

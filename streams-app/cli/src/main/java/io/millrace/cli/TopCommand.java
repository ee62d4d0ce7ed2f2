// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.app.ConfigOptions;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.instance.TopKeys;
import io.millrace.operations.instances.InstanceException;
import io.millrace.operations.instances.TopClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace top}: which keys of a rollup's window come first. */
@Command(
        name = "top",
        description = {
            "Shows which keys of a rollup come first in a window that is still open, of the whole application.",
            "Any of its stream processes answers; final results are on <pipeline>.rollups."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:All partitions answered.", "1:Some did not, so keys may be missing.", "2:There is no answer."
        },
        mixinStandardHelpOptions = true)
public final class TopCommand implements Callable<Integer> {
    private static final int COMPLETE = 0;
    private static final int INCOMPLETE = 1;
    private static final int UNKNOWN = 2;

    @Mixin
    private ConfigOptions options;

    @Parameters(paramLabel = "ROLLUP", description = "The name of the rollup.")
    private String rollup;

    @Option(names = "--pipeline", paramLabel = "P", description = "Its pipeline; need not be named when there is one.")
    private String pipeline;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many keys, up to 1000; 10 by default.")
    private int n;

    @Option(
            names = "--window",
            paramLabel = "W",
            defaultValue = "latest",
            description = "latest (the default), previous, or the start of one in epoch milliseconds.")
    private String window;

    @Option(
            names = "--measure",
            paramLabel = "M",
            defaultValue = "count",
            description =
                    "What they are sorted by: count (the default), bytes, or one of the rollup's, such as sum(FIELD).")
    private String measure;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The HTTP address of a stream process; by default the one that http.host and http.port say.")
    private String url;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        MillraceConfig config = options.base(null);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("n", Integer.toString(n));
        query.put("window", window);
        query.put("measure", measure);
        try {
            TopKeys top = new TopClient(url == null ? url(config) : url).top(pipeline(config), rollup, query);
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? new ObjectMapper()
                                            .writerWithDefaultPrettyPrinter()
                                            .writeValueAsString(top)
                                    : TopView.text(top));
            return top.isComplete() ? COMPLETE : INCOMPLETE;
        } catch (InstanceException e) {
            spec.commandLine().getErr().println("top: " + e.getMessage());
            return UNKNOWN;
        }
    }

    private String pipeline(MillraceConfig config) {
        if (pipeline != null) {
            return pipeline;
        }
        List<String> all = config.pipelines().stream().map(PipelineConfig::name).toList();
        if (all.size() != 1) {
            throw new ConfigException("Name the pipeline (--pipeline); the configured ones are " + all);
        }
        return all.get(0);
    }

    private static String url(MillraceConfig config) {
        String host = config.http().host();
        int port = config.http().port();
        if (port == 0) {
            throw new ConfigException("Say where a stream process answers (--url), for " + MillraceConfig.HTTP_PORT
                    + "=0 lets it choose");
        }
        String reached = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        return "http://" + (reached.contains(":") ? '[' + reached + ']' : reached) + ':' + port;
    }
}

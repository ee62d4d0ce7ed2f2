// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.local.server.PostgresServer;
import java.util.ArrayList;
import java.util.List;

/** Command lines that show what the sinks of a stack have delivered; they need nothing but curl and psql. */
public final class Looks {
    private Looks() {}

    /** One for each pipeline and sink; none for the objects in S3, which are files. */
    public static List<String> of(MillraceConfig config) {
        List<String> lines = new ArrayList<>();
        for (PipelineConfig pipeline : config.pipelines()) {
            if (pipeline.sinks().contains(Sink.OPENSEARCH)) {
                String index = config.search().index(pipeline.name());
                lines.add("curl '" + config.search().url() + '/' + index + "/_search?size=3&pretty'");
            }
            if (pipeline.sinks().contains(Sink.POSTGRES)) {
                String url = config.database().url().replace("jdbc:postgresql://", "postgresql://" + login() + '@');
                lines.add("psql " + url + " -c 'SELECT * FROM \""
                        + config.database().table(pipeline.name()) + "\" LIMIT 3'");
            }
        }
        return lines;
    }

    /** No secret: the server listens on this machine only. */
    private static String login() {
        return PostgresServer.USER + ':' + PostgresServer.PASSWORD;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.local.server.PostgresServer;
import io.millrace.schemas.PayloadFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Command lines that send events to a stack, and show what its sinks have delivered; they need nothing but curl and psql. */
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

    /** One for each pipeline of JSON events, if there is a gateway: it sends an event of now. */
    public static List<String> sendingTo(List<GatewayInstance> gateways, MillraceConfig config) {
        if (gateways.isEmpty()) {
            return List.of();
        }
        URI gateway = gateways.get(0).url();
        String access = gateway.getScheme().equals("https") ? "-k " : "";
        if (!config.gateway().clientsFile().isEmpty()) {
            access += "-H \"Authorization: Bearer $TOKEN\" ";
        }
        String begin = "curl " + access + gateway + "/v1/pipelines/";
        return config.pipelines().stream()
                .filter(pipeline -> pipeline.format() == PayloadFormat.JSON)
                .map(pipeline -> begin + pipeline.name() + "/events -H 'Content-Type: application/json' -d '"
                        + event(pipeline) + "'")
                .toList();
    }

    /** For a shell, between single quotes. */
    private static String event(PipelineConfig pipeline) {
        String time = pipeline.timestampField();
        return time == null ? "{\"hello\":\"world\"}" : "{\"" + time + "\":\"'$(date -u +%FT%TZ)'\"}";
    }

    /** No secret: the server listens on this machine only. */
    private static String login() {
        return PostgresServer.USER + ':' + PostgresServer.PASSWORD;
    }
}

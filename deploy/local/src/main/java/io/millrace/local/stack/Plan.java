// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.local.server.StackPorts;
import io.millrace.resolved.ResolvedConfig;
import java.util.List;
import java.util.Map;

/**
 * What should run. The same plan at the same site finds what another process started.
 *
 * @param streams one for each stream process
 * @param gateways one for each gateway process
 * @param objectFormats for each pipeline, in the words of {@link ObjectFormats}
 * @param settings of the stream, with the addresses of this stack
 */
public record Plan(
        StackPorts ports,
        List<StreamPorts> streams,
        List<GatewayPorts> gateways,
        Map<String, String> objectFormats,
        Map<String, String> settings) {

    public Plan {
        streams = List.copyOf(streams);
        gateways = List.copyOf(gateways);
        objectFormats = Map.copyOf(objectFormats);
        settings = Map.copyOf(settings);
    }

    /** One without a gateway. */
    public static Plan of(
            StackPorts ports, List<StreamPorts> streams, List<String> objectFormats, Map<String, String> userSettings) {
        return of(ports, streams, List.of(), objectFormats, userSettings);
    }

    /**
     * Puts a plan together.
     *
     * @param userSettings any addresses in them are replaced by the stack's
     * @param objectFormats as {@code --object-format} accepts them
     */
    public static Plan of(
            StackPorts ports,
            List<StreamPorts> streams,
            List<GatewayPorts> gateways,
            List<String> objectFormats,
            Map<String, String> userSettings) {
        Map<String, String> settings = StackSettings.over(userSettings, ports, streams, gateways);
        MillraceConfig config = ResolvedConfig.of(MillraceConfig.of(settings)).config();
        if (config.pipelines().isEmpty()) {
            throw new NothingToRunException("No pipeline is configured (" + MillraceConfig.PIPELINES + "=...)");
        }
        return new Plan(ports, streams, gateways, ObjectFormats.of(objectFormats, config.pipelines()), settings);
    }

    public MillraceConfig config() {
        return MillraceConfig.of(settings);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.PipelineKeys;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --sinks}. */
final class SinksOption {
    @Option(
            names = "--sinks",
            paramLabel = "S[,S...]",
            description =
                    "Where every pipeline delivers, of s3, opensearch and postgres; default: what its settings say.")
    private String sinks;

    /** {@code settings}, with those sinks for each pipeline if any were chosen. */
    Map<String, String> over(Map<String, String> settings) {
        Map<String, String> chosen = new HashMap<>(settings);
        if (sinks != null) {
            for (PipelineConfig pipeline : MillraceConfig.of(settings).pipelines()) {
                chosen.put(pipeline.key(PipelineKeys.SINKS), sinks);
            }
        }
        return chosen;
    }
}

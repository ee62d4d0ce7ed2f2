// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;

/** What an operator can do about a topology that does not fit what the application has run. */
final class Remedy {
    private Remedy() {}

    static String of(PipelineConfig pipeline) {
        return "Go back to the settings it ran with; or give the pipeline another name (" + MillraceConfig.PIPELINES
                + ") and leave its topics as they are; or reset it: millrace reset --pipeline " + pipeline.name()
                + " says what that would do";
    }
}

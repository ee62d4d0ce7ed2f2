// SPDX-License-Identifier: Apache-2.0
package io.millrace.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One pipeline of a process.
 *
 * @param state of its Kafka Streams, or {@link #FAILED}
 * @param problem why it cannot start or has stopped for good, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PipelineStatus(String state, String problem) {
    public static final String RUNNING = "RUNNING";
    public static final String FAILED = "FAILED";

    public static PipelineStatus failed(String problem) {
        return new PipelineStatus(FAILED, problem);
    }

    /** Whether it processes events. */
    @JsonIgnore
    public boolean isRunning() {
        return state.equals(RUNNING);
    }

    /** Whether it cannot start or has stopped for good; other pipelines keep running. */
    @JsonIgnore
    public boolean isFailed() {
        return state.equals(FAILED);
    }
}

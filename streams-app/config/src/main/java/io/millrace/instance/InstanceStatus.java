// SPDX-License-Identifier: Apache-2.0
package io.millrace.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a process says about itself.
 *
 * @param kind {@link #STREAM} or {@link #GATEWAY}
 * @param applicationId of the application it is part of
 * @param profile in effect, or the one being left while it switches
 * @param digest tells profiles of one name apart
 * @param configured the profile that it would start with; empty for none
 * @param guarantee in effect
 * @param pipelines by name
 * @param switchingTo the profile it is switching to, or null
 * @param problem why the last switch was undone, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstanceStatus(
        String kind,
        String applicationId,
        String profile,
        String digest,
        String configured,
        String guarantee,
        Map<String, PipelineStatus> pipelines,
        String switchingTo,
        String problem) {
    /** A member of the consumer groups of the application's pipelines. */
    public static final String STREAM = "stream";

    /** It takes events, and is a member of no group. */
    public static final String GATEWAY = "gateway";

    /** Where it is queried, and where it is told to switch. */
    public static final String PATH = "/profile";

    public InstanceStatus {
        pipelines = Collections.unmodifiableMap(new TreeMap<>(pipelines == null ? Map.of() : pipelines));
    }

    /** Whether that profile is in effect, and it is not switching to another; it may be rebalancing. */
    public boolean has(String name, String itsDigest) {
        return switchingTo == null && profile.equals(name) && digest.equals(itsDigest);
    }

    /** Whether it processes events under that profile, and is not switching to another. */
    public boolean runs(String name, String itsDigest) {
        return has(name, itsDigest) && isRunning();
    }

    /** Whether all pipelines that have not failed process events, and it is not switching to another profile. */
    @JsonIgnore
    public boolean isRunning() {
        return switchingTo == null
                && pipelines.values().stream().allMatch(pipeline -> pipeline.isRunning() || pipeline.isFailed());
    }

    /** Why pipelines cannot start or have stopped for good, by name. */
    public Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        pipelines.forEach((name, pipeline) -> {
            if (pipeline.isFailed()) {
                failures.put(name, pipeline.problem());
            }
        });
        return failures;
    }

    /** In a word when all pipelines are in one state, else one by one. */
    public String state() {
        List<String> states = pipelines.values().stream()
                .map(PipelineStatus::state)
                .distinct()
                .toList();
        return states.size() == 1
                ? states.get(0)
                : pipelines.entrySet().stream()
                        .map(pipeline ->
                                pipeline.getKey() + ' ' + pipeline.getValue().state())
                        .collect(Collectors.joining(", "));
    }
}

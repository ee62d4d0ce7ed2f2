package io.millrace.admin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a process says about itself.
 *
 * @param applicationId of which it is a part
 * @param profile in effect, or the one being left while it switches
 * @param digest tells profiles of one name apart
 * @param configured the profile that it would start with; empty for none
 * @param guarantee in effect
 * @param state of Kafka Streams
 * @param switchingTo the profile it is on the way to, or null
 * @param problem why the last switch was undone, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstanceStatus(
        String applicationId,
        String profile,
        String digest,
        String configured,
        String guarantee,
        String state,
        String switchingTo,
        String problem) {
    /** Whether that profile is in effect, and it is on the way to no other; it may be rebalancing. */
    public boolean has(String name, String itsDigest) {
        return switchingTo == null && profile.equals(name) && digest.equals(itsDigest);
    }

    /** Whether it processes events under that profile, and is on the way to no other. */
    public boolean runs(String name, String itsDigest) {
        return has(name, itsDigest) && isRunning();
    }

    /** Whether it processes events, and is on the way to no other profile. */
    public boolean isRunning() {
        return switchingTo == null && state.equals("RUNNING");
    }
}

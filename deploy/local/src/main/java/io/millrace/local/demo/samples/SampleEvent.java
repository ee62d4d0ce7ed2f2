// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

/** One event as it is sent. */
public final class SampleEvent {
    public final SamplePipeline pipeline;
    public final String key;
    /** Of the record. */
    public final long timestamp;
    /** Null when that is the event's flaw. */
    public final byte[] value;

    SampleEvent(SamplePipeline pipeline, String key, long timestamp, byte[] value) {
        this.pipeline = pipeline;
        this.key = key;
        this.timestamp = timestamp;
        this.value = value;
    }
}

package io.millrace.local.demo;

/** One event as it is sent. */
final class SampleEvent {
    final SamplePipeline pipeline;
    final String key;
    /** Of the record. */
    final long timestamp;
    /** Null when that is the event's flaw. */
    final byte[] value;

    SampleEvent(SamplePipeline pipeline, String key, long timestamp, byte[] value) {
        this.pipeline = pipeline;
        this.key = key;
        this.timestamp = timestamp;
        this.value = value;
    }
}

package io.millrace.ops;

/** Gives the batches on a sink topic once more. */
@FunctionalInterface
interface Batches {
    /** The record's value, or null when the topic no longer holds it. */
    byte[] read(String topic, SeenBatch.Place place);
}

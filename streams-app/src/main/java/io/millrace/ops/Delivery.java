package io.millrace.ops;

/**
 * What the bucket holds of one pipeline.
 *
 * @param delivered events in batches that a good object holds
 * @param undelivered batches that no good object holds and no sink dead-lettered
 * @param firstUndelivered the id of one of them, or null
 * @param wrongObjects objects with a batch's name that are not that batch
 * @param firstWrong key and fault of one of them, or null
 * @param repeatedObjects further good objects of a batch that has one
 * @param strays objects of no batch on the topic
 */
public record Delivery(
        long delivered,
        long undelivered,
        String firstUndelivered,
        long wrongObjects,
        String firstWrong,
        long repeatedObjects,
        long strays) {}

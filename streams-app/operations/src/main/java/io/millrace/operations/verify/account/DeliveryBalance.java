// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/**
 * What the bucket holds of one pipeline.
 *
 * @param delivered events in batches that have a good object
 * @param undelivered batches that have no good object and that no sink dead-lettered, by id
 * @param wrong objects in the place of a batch that are not that batch, with what is wrong
 * @param uncompared objects that could not be compared with their batch, and why
 * @param repeatedObjects further good objects of a batch that has one
 * @param strays objects that belong to no batch that is or was on the topic
 */
public record DeliveryBalance(
        long delivered, Listing undelivered, Listing wrong, Listing uncompared, long repeatedObjects, Listing strays) {
    public Verdict verdict() {
        if (undelivered.count() > 0 || wrong.count() > 0) {
            return Verdict.NOT_CONSERVED;
        }
        return uncompared.count() > 0 ? Verdict.UNKNOWN : Verdict.CONSERVED;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.operations.verify.account.SeenBatch;

/** Returns the batches on sink topics once more. */
@FunctionalInterface
public interface Batches {
    /** The record's value, or null when the topic no longer holds it. */
    byte[] read(SeenBatch.Place place);
}

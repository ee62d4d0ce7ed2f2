// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** Record headers on {@code <p>.batches}. */
public final class BatchHeaders {
    /** The version of the EventBatch layout, as a decimal string; absent means 1. */
    public static final String VERSION = "millrace.batch.version";

    private BatchHeaders() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

/**
 * What events must share to lie in one batch, within a partition. The end of the window is in it, because the length may
 * be set anew while a batch is open.
 *
 * @param windowStart epoch milliseconds
 * @param windowEnd epoch milliseconds, not in the window
 * @param schemaId −1 for JSON
 */
public record BatchKey(long windowStart, long windowEnd, int schemaId) {
    public boolean is(long start, long end, int schema) {
        return windowStart == start && windowEnd == end && schemaId == schema;
    }
}

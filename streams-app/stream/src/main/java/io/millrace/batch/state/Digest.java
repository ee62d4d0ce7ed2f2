// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

/**
 * Tells sets of numbers apart without keeping them: the sum of each one's hash, so that the digests of two sets add up to that
 * of both. The hash is the finalizer of Austin Appleby's MurmurHash3, in the variant of David Stafford.
 */
public final class Digest {
    private Digest() {}

    public static long of(long number) {
        long hash = number + 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}

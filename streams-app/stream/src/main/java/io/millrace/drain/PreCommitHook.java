// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

/** Who keeps state on the heap beside a {@link DrainedStore}. Both are called on the stream thread. */
public interface PreCommitHook {
    /**
     * Write to the store whatever must outlive a crash. Comes before the producer is flushed and before offsets or the
     * transaction are committed; may come again without a commit between, when one failed.
     */
    void drain();

    /** Forget the heap state: the task is no longer ours, or will start over. */
    void forget();
}

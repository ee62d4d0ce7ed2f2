// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.Digest;
import io.millrace.batch.state.EmittedBatch;
import io.millrace.batch.state.OpenBatch;
import io.millrace.schemas.CloseReason;

/** A batch that an earlier life sent, perhaps in vain: its bounds, and what of it is at hand. */
final class ReplayedBatch {
    final OpenBatch content;
    private final EmittedBatch sent;
    /** Sent again, or never to be sent again. */
    boolean settled;

    ReplayedBatch(EmittedBatch sent, OpenBatch content) {
        this.sent = sent;
        this.content = content;
    }

    /** With what of it is in the store by now. */
    EmittedBatch sent() {
        return sent.with(content.chunks > 0);
    }

    CloseReason reason() {
        return sent.reason();
    }

    boolean covers(long offset) {
        return offset >= sent.firstOffset() && offset <= sent.lastOffset();
    }

    /** Whether all of it is at hand. Where chunks are missing, a drain had begun to delete them. */
    boolean isComplete() {
        return content.events() == sent.events() && content.digest() == sent.digest();
    }

    /**
     * Whether the event at {@code offset} may be one of it, as far as the number of events and, for the last one, their digest
     * can tell. Where it is not, others came before it that were not either: batches that had settled long ago, between
     * whose events this one had taken its own.
     */
    boolean mayHold(long offset) {
        int missing = sent.events() - content.events();
        return missing > 1 || (missing == 1 && content.digest() + Digest.of(offset) == sent.digest());
    }

    /** Whether its beginning is neither at hand nor will it come: chunks are only deleted of what was acknowledged. */
    boolean isDeleted(long firstOffset) {
        return content.chunks == 0 && sent.firstOffset() < firstOffset;
    }

    /**
     * Whether what is at hand ends before the batch did, because the source no longer has the rest. Anything else that is
     * incomplete misses chunks in its midst, and those are only deleted of batches that were acknowledged.
     */
    boolean isCutShort() {
        return content.events() > 0 && content.lastOffset() < sent.lastOffset();
    }
}

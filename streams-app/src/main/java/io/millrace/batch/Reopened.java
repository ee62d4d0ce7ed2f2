package io.millrace.batch;

/** A batch that an earlier life sent, perhaps in vain: its bounds, and what of it is at hand. */
final class Reopened {
    final OpenBatch content;
    private final EmittedBatch sent;
    /** Sent again, or never to be sent again. */
    boolean settled;

    Reopened(EmittedBatch sent, OpenBatch content) {
        this.sent = sent;
        this.content = content;
    }

    /** With what of it is in the store by now. */
    EmittedBatch sent() {
        return sent.with(content.chunks > 0);
    }

    boolean covers(long offset) {
        return offset >= sent.firstOffset() && offset <= sent.lastOffset();
    }

    /** Chunks are deleted from the last to the first, so a batch whose deletion a crash cut short is not complete. */
    boolean isComplete() {
        return content.events() > 0 && content.lastOffset() == sent.lastOffset();
    }
}

package io.millrace.batch.state;

/** Stored bytes carry a version; what another release wrote is refused, never guessed at. */
final class StateVersion {
    private StateVersion() {}

    static void require(long found, int known, String what) {
        if (found != known) {
            throw new IllegalStateException("A stored " + what + " has version " + found + ", this release reads "
                    + known + "; run the release that wrote it until its batches are closed");
        }
    }
}

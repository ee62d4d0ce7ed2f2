// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.batch.drain.CommitNotes;

/**
 * The last drain whose offsets were committed, as the offsets themselves tell. State that lacks it is behind the offsets: events before
 * them would be missing from batches that are open, and batches that were sent would be sent again.
 *
 * @param transactional whether state and offsets were committed in one transaction
 */
public record CommittedDrain(DrainId drain, boolean transactional) {
    private static final String LIFE = "millrace.life";
    private static final String NUMBER = "millrace.drain";
    private static final String TRANSACTIONAL = "millrace.transactional";

    /** Null when nothing was committed yet, or by something else. */
    public static CommittedDrain in(CommitNotes notes) {
        Long life = notes.get(LIFE);
        Long number = notes.get(NUMBER);
        return life == null || number == null
                ? null
                : new CommittedDrain(new DrainId(life, number), Long.valueOf(1).equals(notes.get(TRANSACTIONAL)));
    }

    /** The drain of {@code marker} is over, and is committed next. */
    public static void put(Checkpoint marker, boolean transactional, CommitNotes notes) {
        DrainId own = marker.lineage().own();
        notes.put(LIFE, own.life());
        notes.put(NUMBER, own.number());
        notes.put(TRANSACTIONAL, transactional ? 1 : 0);
    }

    /** Whether it wrote {@code marker}. */
    public boolean wrote(Checkpoint marker) {
        return marker.lineage().own().equals(drain);
    }

    /** Whether state whose newest marker is {@code marker}, null for none, lacks it. */
    public boolean isAheadOf(Checkpoint marker) {
        return marker == null || marker.lineage().own().compareTo(drain) < 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.Checkpoint;
import io.millrace.batch.state.Chunks;
import io.millrace.batch.state.DrainId;
import io.millrace.batch.state.StoredState;
import io.millrace.batch.state.Watermark;
import io.millrace.drain.CommitNotes;
import io.millrace.drain.DrainedStore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored state of one partition, laid beside the committed offsets: what of it was committed, and whether the two fit. Offsets name
 * the drain that they are committed with. State that lacks it is behind them: events before the offsets would be missing from batches
 * that are open, and batches that were sent would be sent again.
 */
final class CommittedState {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedState.class);

    private static final String LIFE = "millrace.life";
    private static final String NUMBER = "millrace.drain";
    private static final String TRANSACTIONAL = "millrace.transactional";

    private final Chunks chunks;
    private final DrainedStore store;
    private final BatchStageSettings settings;
    private final int partition;

    /** {@code chunks} are those of {@code store}. */
    CommittedState(Chunks chunks, DrainedStore store, BatchStageSettings settings, int partition) {
        this.chunks = chunks;
        this.store = store;
        this.settings = settings;
        this.partition = partition;
    }

    /**
     * Throws {@link SourceChangedException} when the state is of another topic or the offset was set back by hand, and {@link
     * StateBehindException} when it is not yet all that was committed.
     *
     * @param position the group's offset; −1 for none, and beyond all offsets when it is not known
     */
    StoredState read(long now, long position) {
        CommittedDrain committed = named();
        StoredState found = new StoredState(
                chunks, now, marker -> committed == null ? marker.processedUpTo() < position : committed.wrote(marker));
        requireSameSource(found);
        if (committed == null) {
            requireNotSetBack(found, position);
        } else {
            requireAllOf(committed, found.marker(), now);
        }
        return found;
    }

    private void requireSameSource(StoredState found) {
        if (Stream.concat(Stream.ofNullable(found.marker()), found.uncommitted().stream())
                .anyMatch(any -> any.isOfAnother(settings.sourceId()))) {
            throw SourceChangedException.recreated(settings.pipeline().sourceTopic());
        }
    }

    /** Of offsets that were set by hand. Before a drain that is not the first there was one that was committed. */
    private static void requireNotSetBack(StoredState found, long position) {
        if (found.marker() == null && position >= 0) {
            found.uncommitted().stream()
                    .filter(any -> any.previousWatermark() != Watermark.NONE)
                    .findAny()
                    .ifPresent(any -> {
                        throw SourceChangedException.wentBack(position, any.processedUpTo());
                    });
        }
    }

    private void requireAllOf(CommittedDrain committed, Checkpoint marker, long now) {
        if (!committed.isAheadOf(marker)) {
            return;
        }
        if (committed.transactional()) {
            Checkpoint before = new StoredState(chunks, now, any -> true).marker();
            throw new StateBehindException(
                    settings.pipeline().sourceTopic(), partition, before == null ? -1 : before.processedUpTo());
        }
        // Nothing holds it back: a broker has lost what it had acknowledged. The source may have gone on without it
        // long ago.
        LOG.atError()
                .addKeyValue("topic", settings.pipeline().sourceTopic())
                .addKeyValue("partition", partition)
                .addKeyValue("committed", committed.drain())
                .log(
                        "The state topic has lost records that were acknowledged; events of open batches may be missing, ask verify");
    }

    /** The next commit, and all after it, name the drain of {@code marker}. */
    void name(Checkpoint marker) {
        CommitNotes notes = store.notes();
        notes.put(LIFE, marker.drain().life());
        notes.put(NUMBER, marker.drain().number());
        notes.put(TRANSACTIONAL, marker.inTransaction() ? 1 : 0);
    }

    /** Null when nothing was committed yet, or by something else. */
    private CommittedDrain named() {
        CommitNotes notes = store.notes();
        Long life = notes.get(LIFE);
        Long number = notes.get(NUMBER);
        return life == null || number == null
                ? null
                : new CommittedDrain(new DrainId(life, number), Long.valueOf(1).equals(notes.get(TRANSACTIONAL)));
    }

    /**
     * The drain that the offsets name.
     *
     * @param transactional whether state and offsets were committed in one transaction
     */
    private record CommittedDrain(DrainId drain, boolean transactional) {
        boolean wrote(Checkpoint marker) {
            return marker.drain().equals(drain);
        }

        /** {@code marker} is the newest of the state, null for none. */
        boolean isAheadOf(Checkpoint marker) {
            return marker == null || drain.compareTo(marker.drain()) > 0;
        }
    }
}

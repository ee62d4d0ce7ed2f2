// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A logged store of records that calls its {@link PreCommitHook} user before each commit. Kafka Streams 4.3.1 flushes two internal
 * types before it commits, and nothing else; {@link CachedStateStore} is the smaller one.
 *
 * <p>The changelog alone counts. A local disk may be ahead of it, for without transactions a record that never arrived is not
 * taken back, and behind it, when its chunks were deleted elsewhere meanwhile. So the disk is room for what the heap need not
 * hold and nothing more: no store is opened over files of an earlier life, none says how far it had come, and each start of
 * a task reads the changelog from its beginning.
 */
public final class DrainedStore implements StateStore, CachedStateStore<Bytes, byte[]> {
    private final String name;
    private StateRecords records;
    private final List<PreCommitHook> users = new ArrayList<>();
    private LocalFiles files;
    private RecordFiles local;
    private long beganAt;
    private CommitNotes notes;

    DrainedStore(String name) {
        this.name = name;
    }

    /** One that is not of Kafka Streams, but of a task that began at that time, over {@code records}. */
    public DrainedStore(String name, StateRecords records, long beganAt, CommitNotes notes) {
        this(name);
        this.records = records;
        this.beganAt = beganAt;
        this.notes = notes;
    }

    /**
     * When the task began, before it read anything of the changelog: epoch milliseconds by the wall clock. One that stands still
     * while it reads is older than its successor by this, however late it goes on.
     */
    public long beganAt() {
        return beganAt;
    }

    /** What is committed together with the task's offsets. */
    public CommitNotes notes() {
        return notes;
    }

    /** What is in the store, for reading and writing. */
    public StateRecords records() {
        return records;
    }

    /** From now on {@code drained} is called, after those that were added before it. */
    public void addUser(PreCommitHook drained) {
        users.add(drained);
    }

    /** Nobody is called any more. */
    public void removeUsers() {
        users.clear();
    }

    @Override
    public void flushCache() {
        users.forEach(PreCommitHook::drain);
    }

    @Override
    public void clearCache() {
        users.forEach(PreCommitHook::forget);
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        TestedKafka.require();
        beganAt = System.currentTimeMillis();
        notes = CommitNotes.of(context);
        files = LocalFiles.of(context.stateDir(), name);
        files.delete();
        local = files.open();
        records = new Logged(name, local, (InternalProcessorContext<?, ?>) context);
        context.register(root, this::restore);
    }

    private void restore(byte[] key, byte[] value) {
        if (value == null) {
            local.delete(Bytes.wrap(key));
        } else {
            local.put(Bytes.wrap(key), value);
        }
    }

    /** Comes after the commit of Kafka's offsets or transaction, and nobody builds on what it would keep. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {}

    /** Always unknown: the changelog is read from its beginning. */
    @Override
    public Long committedOffset(TopicPartition partition) {
        return null;
    }

    /** Else Kafka Streams would write down itself how far the store had come. */
    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
            local = null;
            files.delete();
        }
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return local != null;
    }

    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }

    /** Local records whose every change goes to the changelog as well. */
    private record Logged(String store, RecordFiles local, InternalProcessorContext<?, ?> context)
            implements StateRecords {
        @Override
        public void put(Bytes key, byte[] value) {
            local.put(key, value);
            log(key, value);
        }

        @Override
        public void delete(Bytes key) {
            local.delete(key);
            log(key, null);
        }

        private void log(Bytes key, byte[] value) {
            context.logChange(
                    store,
                    key,
                    value,
                    context.recordContext().timestamp(),
                    new RecordHeaders(),
                    Position.emptyPosition());
        }

        @Override
        public List<Bytes> keys() {
            return local.keys();
        }

        @Override
        public byte[] get(Bytes key) {
            return local.get(key);
        }

        @Override
        public void read(Bytes key, int from, int length, byte[] into, int at) {
            local.read(key, from, length, into, at);
        }
    }
}

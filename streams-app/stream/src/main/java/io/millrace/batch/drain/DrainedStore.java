// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.drain;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A key-value store that calls its {@link PreCommitHook} user before each commit. Kafka Streams 4.3.1 flushes two internal
 * types before it commits, and nothing else; {@link CachedStateStore} is the smaller one. The inner store must be plain,
 * uncached and logged: a task looks for the type on the registered root only, and restores a root that it does not know
 * without conversion.
 *
 * <p>The changelog alone counts. A local disk may be ahead of it, for without transactions a put that never arrived is not
 * taken back, and behind it, when its chunks were deleted elsewhere meanwhile. So the disk is room for what the heap cannot
 * hold and nothing more: no store is opened over files of an earlier life, none says how far it had come, and each start of
 * a task reads the changelog from its beginning.
 */
public final class DrainedStore implements StateStore, CachedStateStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> inner;
    private PreCommitHook user;
    private LocalFiles files;
    private long beganAt;
    private CommitNotes notes;

    DrainedStore(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    /** The same, of a task that began at that time. */
    DrainedStore(KeyValueStore<Bytes, byte[]> inner, long beganAt, CommitNotes notes) {
        this(inner);
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

    /** The store itself, for reading and writing. */
    public KeyValueStore<Bytes, byte[]> inner() {
        return inner;
    }

    /** From now on {@code drained} is called; null for nobody. */
    public void setUser(PreCommitHook drained) {
        user = drained;
    }

    @Override
    public void flushCache() {
        if (user != null) {
            user.drain();
        }
    }

    @Override
    public void clearCache() {
        if (user != null) {
            user.forget();
        }
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        TestedKafka.require();
        beganAt = System.currentTimeMillis();
        notes = CommitNotes.of(context);
        files = LocalFiles.of(context.stateDir(), name());
        files.delete();
        inner.init(context, root);
    }

    /** Comes after the commit of Kafka's offsets or transaction, and nobody builds on what it would keep. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {}

    /** Always unknown: the changelog is read from its beginning. */
    @Override
    public Long committedOffset(TopicPartition partition) {
        return null;
    }

    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public void close() {
        inner.close();
        if (files != null) {
            files.delete();
        }
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return inner.query(query, bound, config);
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }
}

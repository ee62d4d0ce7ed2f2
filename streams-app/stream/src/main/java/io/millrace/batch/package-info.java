// SPDX-License-Identifier: Apache-2.0
/**
 * The stage that turns events into batches. Before it: {@code decode}, whose events are valid and timestamped. After it:
 * the sink topic and the dead-letter topic. All of it runs on one stream thread, for one partition.
 *
 * <p><b>When a batch closes</b> is one method, {@link io.millrace.batch.ClosingRules#reason}. {@link io.millrace.batch.BatchStage}
 * asks it, {@link io.millrace.batch.OpenBatches} finds the batches to ask about, {@link io.millrace.batch.state.OpenBatch} is what
 * it looks at.
 *
 * <p><b>Two places of an event.</b> Where the task reads it, partition and offset, is what Kafka commits; so batches are told apart
 * by it, and all of recovery counts in it. Where the event comes from on the source topic is what its batch says of it. With a
 * topic between the two, as grouping needs one, they differ; only {@link io.millrace.schemas.Event} knows the second.
 *
 * <p><b>Words.</b> A <i>drain</i> writes to the store what a crash must not lose; a <i>marker</i> ({@code Checkpoint}) is what it says of
 * itself. The <i>tail</i> of a batch is what of it is on the heap only, a <i>chunk</i> a tail that was drained; a <i>spill</i> is a drain
 * of the largest tails, before its time, for the heap's sake. A <i>segment</i> is one record of the state topic, with chunks of many
 * batches. A <i>life</i> is a task from its start to its end; a <i>stray</i> is a segment that no marker counts.
 *
 * <h2>What a crash does to open batches</h2>
 *
 * Kafka commits the offset of an event once it is processed, sent or not. So what is open must be durable before each commit, and
 * after a start it must be known what was sent. With transactions, state, batches and offsets become visible together; without,
 * one after the other, and a crash may come between. Lost messages leave holes, not only ends. Both ways take the same steps:
 *
 * <ol>
 *   <li><b>Drain before the commit</b> ({@link io.millrace.drain.DrainedStore}, {@code BatchState.drain}). Events wait on the
 *       heap, encoded; each drain writes those of every open batch as a chunk, and packs the chunks into few segments. A batch that opens
 *       and closes between two commits is never written.
 *   <li><b>Believe the changelog alone.</b> Without transactions a local disk may hold records that never arrived, and such as were
 *       deleted elsewhere. Each start reads the state topic from its beginning, open transactions and aborted ones too.
 *   <li><b>Say what was done</b> ({@link io.millrace.batch.state.Checkpoint}, the drain's marker): which topic it is of, the highest
 *       offset processed, the watermark, the batches sent since the drain before with bounds and digests, and a digest of all chunks
 *       that open batches have by then, and from which segment on there is anything that counts. The first drain of a partition writes one in any case, so no offset is committed before its
 *       topic is known; one of another topic stops the pipeline ({@link io.millrace.batch.SourceChangedException}).
 *   <li><b>Delete late</b> ({@link io.millrace.batch.state.Ledger}, {@link io.millrace.batch.state.Drains}). That the chunks of a sent
 *       batch are deleted is said by the second drain after it, in its segment: the flush between the two has acknowledged the batch.
 *       Segments are a log ({@link io.millrace.batch.state.Chunks}): the oldest go when no chunk in them is wanted, or when the few that
 *       are have been copied to the end. They, and markers, stay until the next marker is known to have arrived.
 *   <li><b>Take a drain whole or not at all</b> ({@link io.millrace.batch.state.StoredState}, {@code BelievedChunks}). A start believes
 *       the newest marker of whose drain every segment is there, and every chunk of the batches that were open, and no others; what was
 *       written after it was not committed, and is read again.
 *   <li><b>Let the offsets say what was committed</b> ({@code CommittedState}). They name
 *       the drain that they were committed with. Of all drains in transactions that one alone counts, with what it builds on: a
 *       transaction may be aborted, end late on the state topic or, after a broker's crash, never. State that lacks the drain is read
 *       again until it is there.
 *   <li><b>Send nothing that the group cannot refuse</b> ({@code BatchStage.init}). A transaction without offsets is not fenced: an owner
 *       that was replaced before it had read anything could close a batch by age, and commit it beside its successor. So nothing leaves
 *       before a commit names the partition's position.
 *   <li><b>Mind who wrote it</b> ({@code Checkpoint.Lineage}). An owner that was frozen past its session may write on after it was replaced. Each
 *       record says which life and which drain wrote it, and a marker names those it builds on: what an old life writes later belongs
 *       to none. Lives count up, by the clock of when one begins to read its state ({@code DrainedStore.beganAt}) and beyond all that
 *       it reads, so one that freezes while it reads does not outrank its successor.
 *   <li><b>Let the first event decide</b> ({@code Recovery}). Until it is read, the batches in the marker are in
 *       doubt. An offset above the marker's: the commit had gone through, they are done. At or below: it had not; the watermark goes
 *       back, they are open again with the bounds they had, those whose chunks are complete are sent at once, and every event that
 *       is read again joins the batch that covers its offset unless the chunks hold it. A batch that turns out to have held others
 *       is cut there, and all that is read again from there up to its end goes into one of its own. One that misses chunks in its midst was acknowledged, or they would not have been deleted: it is not sent again.
 *   <li><b>The last offset is in the id</b>, so a batch that is cut again never takes the place of a longer one.
 * </ol>
 *
 * <p>What the first event can tell differs, so each batch in a marker has a {@link io.millrace.batch.state.EmittedBatch.Proof}. {@code OFFSETS}: events
 * were processed in its interval, and the rule above holds. {@code NONE}: none was, as when age closes the batch of an idle partition;
 * no offset will ever tell, so it is sent again, whole, under the same id. {@code ACKNOWLEDGED}: sent in the marker's own
 * transaction, or named before by a drain that was flushed since, when a full heap makes an early drain. A transactional marker also
 * tells which offsets cannot come again; if one does, they were set back, and the pipeline stops.
 *
 * <p>To understand or change recovery, read these ten: {@code BatchStage}, {@code BatchState}, {@code CommittedState},
 * {@code DrainedStore}, {@code Checkpoint}, {@code Drains}, {@code Ledger}, {@code StoredState}, {@code BelievedChunks},
 * {@code Recovery}. {@code CrashModelTest} holds them to it against a model that loses whatever a broker may lose.
 */
package io.millrace.batch;

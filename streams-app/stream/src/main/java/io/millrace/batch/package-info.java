/**
 * The stage that turns events into batches. Before it: {@code decode}, whose events are valid and timestamped. After it:
 * the sink topic and the dead-letter topic. Policy ({@link io.millrace.batch.ClosingRules}: when does a batch close) is
 * apart from mechanism ({@link io.millrace.batch.state.Chunks}: where do its bytes live), and what has been emitted but may
 * have to be emitted again after a crash is in {@link io.millrace.batch.state.Ledger}.
 *
 * <p>An event goes: {@link io.millrace.batch.BatchStage} → {@link io.millrace.batch.OpenBatches} → {@link
 * io.millrace.batch.state.OpenBatch}. All of it runs on one stream thread, for one partition.
 *
 * <p>A crash: what counts is the changelog, drain by drain, each whole or not at all. {@link io.millrace.batch.BatchState} drains,
 * {@link io.millrace.batch.state.Drains} numbers the drains, {@link io.millrace.batch.state.Checkpoint} says what one built on, {@link
 * io.millrace.batch.state.StoredState} chooses the newest that has arrived whole, and {@link io.millrace.batch.Recovery} lets the first
 * event tell whether its commit had gone through.
 */
package io.millrace.batch;

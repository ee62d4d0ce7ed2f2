// SPDX-License-Identifier: Apache-2.0
/**
 * Drops what came before: of the events of a partition with the same id, the first one goes on. Before it: {@code decode}; after it: {@code
 * route}. Where it is to be the first one of a group, it stands between {@code group} and {@code batch} instead.
 *
 * <p>Which ids a partition has seen is on the heap, and in the state topic for the next life, in generations: all ids that were new between two
 * commits, in as few records. A generation goes as a whole when its time is over. Each id has the offset of the event that had it first, so that
 * an event that is read again after a crash is no repetition of itself, whether or not its commit had gone through.
 */
package io.millrace.dedup;

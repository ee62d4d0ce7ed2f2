// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

/**
 * Events are to be read again, of which the state holds some, and they were chosen by other settings: one that went elsewhere at that time
 * would be taken for one that a batch has. Stops the pipeline.
 */
public final class SelectionChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SelectionChangedException(long from, long to) {
        super("The process before this one ended within a commit, so " + (to - from + 1) + " offsets from " + from
                + " to " + to
                + " are read again, and what decides which events are batched has changed since: format, timestamp.*, routes, dedup.*, late or"
                + " rollups that park late events. Nothing is lost yet. Start with the settings of before, let it commit, stop it cleanly, and change them then; under"
                + " processing.guarantee=exactly_once_v2 this never happens");
    }
}

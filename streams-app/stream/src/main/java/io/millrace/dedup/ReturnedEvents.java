// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import io.millrace.config.PipelineConfig;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.Event;
import java.util.Set;

/**
 * Events that had passed this stage when a later one refused them, and that were sent back to the source: each is the first of its id
 * itself, although its place is another now.
 */
final class ReturnedEvents {
    private static final Set<String> BEFORE = Set.of("decode");
    private static final Set<String> BEFORE_GROUPS = Set.of("decode", "rollup", "route", "group");

    private final String pipeline;
    private final Set<String> before;

    ReturnedEvents(PipelineConfig pipeline) {
        this.pipeline = pipeline.name() + '/';
        before = pipeline.dedup().isOfGroup() ? BEFORE_GROUPS : BEFORE;
    }

    boolean isBack(Event event) {
        String refusedBy = DeadLetter.text(event.headers(), DeadLetter.REFUSED_BY);
        return refusedBy != null
                && refusedBy.startsWith(pipeline)
                && !before.contains(refusedBy.substring(pipeline.length()));
    }
}

package io.millrace.sink;

import io.millrace.schemas.EventBatch;

/** The outside system, as the delivery loop sees it. */
public interface Destination {
    /**
     * Delivers the whole batch and returns when it is durable there. Called by several delivery threads at once, more
     * than once for the same batch, and interrupted when the task stops: delivering twice must leave what delivering
     * once does. What it throws is judged by the sink's {@link Failures}.
     */
    void deliver(EventBatch batch) throws Exception;
}

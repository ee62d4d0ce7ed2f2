// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import io.millrace.config.PipelineConfig;
import io.millrace.operations.verify.account.HeldEvents;
import io.millrace.operations.verify.topics.VerificationException;

/** A system that a sink delivers single events to; reads only. */
public interface EventStore extends AutoCloseable {
    /** Every event of the pipeline that it holds now. Throws {@link VerificationException} when it cannot be read. */
    HeldEvents read(PipelineConfig pipeline);

    @Override
    void close();
}

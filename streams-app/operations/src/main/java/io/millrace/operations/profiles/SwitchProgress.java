// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.operations.topics.TopicPlan;

/** Hears how a switch goes on. */
public interface SwitchProgress {
    /** What is to be done to the topics; never empty. What lowers durability is left out. */
    void planned(TopicPlan plan);

    /** A step is done, in a sentence. */
    void done(String step);
}

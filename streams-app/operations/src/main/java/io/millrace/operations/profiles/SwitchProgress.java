// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.operations.topics.TopicPlan;

/** Is told the progress of a switch. */
public interface SwitchProgress {
    /** What has to change on the topics; never empty. What lowers durability is left out. */
    void planned(TopicPlan plan);

    /** A step is done, in a sentence. */
    void done(String step);
}

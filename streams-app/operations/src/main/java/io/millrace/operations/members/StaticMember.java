// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.members;

/**
 * A thread of a stream process that keeps its name in the group of a pipeline, and its partitions with it, while it is away.
 *
 * @param group of the pipeline
 * @param name the process's {@code group.instance.id} and the number of the thread, as Kafka Streams puts them together
 */
public record StaticMember(String group, String name) {
    /** What the process is named by {@code kafka.consumer.group.instance.id}. */
    public String process() {
        return name.substring(0, Math.max(0, name.lastIndexOf('-')));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

/**
 * What Kafka knows one pipeline by. Each pipeline is a Kafka Streams application of its own, and everything that Kafka keeps
 * for it has its name from here, so that nobody else puts such a name together.
 *
 * @param id consumer group, folder below the state folder, and what all other names begin with
 */
public record StreamsApplication(String id) {
    /** The store of the open batches; it gives the state topic its name. */
    public static final String OPEN_BATCHES = "open-batches";

    /** What no name of a pipeline holds, so that no other application and pipeline come to the same name. */
    private static final char SEPARATOR = '.';

    static StreamsApplication of(String applicationId, String pipeline) {
        return new StreamsApplication(applicationId + SEPARATOR + pipeline);
    }

    /** The consumer group. */
    public String group() {
        return id;
    }

    /** The topic that open batches outlive a process in. */
    public String stateTopic() {
        return id + '-' + OPEN_BATCHES + "-changelog";
    }

    /** What each of its transactional ids begins with. */
    public String transactions() {
        return id + '-';
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a record that is a run: there are none, and none can be added. They carry the run past Kafka Streams' queue of raw
 * records, whose keys and values are byte arrays, to {@link RunDeserializer}.
 */
record RunHeaders(EventRun run) implements Headers {
    private static final Header[] NONE = {};

    @Override
    public Headers add(Header header) {
        throw new IllegalStateException("A run of events has no headers");
    }

    @Override
    public Headers add(String key, byte[] value) {
        throw new IllegalStateException("A run of events has no headers");
    }

    @Override
    public Headers remove(String key) {
        return this;
    }

    @Override
    public Header lastHeader(String key) {
        return null;
    }

    @Override
    public Iterable<Header> headers(String key) {
        return List.of();
    }

    @Override
    public Header[] toArray() {
        return NONE;
    }

    @Override
    public Iterator<Header> iterator() {
        return List.<Header>of().iterator();
    }
}

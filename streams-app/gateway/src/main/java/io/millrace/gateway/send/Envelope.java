// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import java.util.List;
import org.apache.kafka.common.header.Header;

/** What a request says of all its events. */
public final class Envelope {
    /** Record header with the client's name for the request. */
    public static final String REQUEST_KEY = "millrace.request.key";

    /** Record header with the event's place in the request, from 0, as decimal digits. */
    public static final String REQUEST_INDEX = "millrace.request.index";

    private final byte[] key;
    private final Long timestamp;
    private final List<Header> headers;
    private final String requestKey;
    private final boolean isWireFormat;

    /**
     * The facts of one request.
     *
     * @param key of the records, or null
     * @param timestamp in epoch milliseconds, or null for the time of arrival
     * @param headers of each record
     * @param requestKey the client's name for this request, by which a repetition is known; or null
     * @param isWireFormat whether the values are in the Confluent wire format already
     */
    public Envelope(byte[] key, Long timestamp, List<Header> headers, String requestKey, boolean isWireFormat) {
        this.key = key;
        this.timestamp = timestamp;
        this.headers = List.copyOf(headers);
        this.requestKey = requestKey;
        this.isWireFormat = isWireFormat;
    }

    /** The same with a name for the request. */
    public Envelope named(String name) {
        return new Envelope(key, timestamp, headers, name, isWireFormat);
    }

    byte[] key() {
        return key;
    }

    Long timestamp() {
        return timestamp;
    }

    List<Header> headers() {
        return headers;
    }

    /** Null for a request without a name. */
    public String requestKey() {
        return requestKey;
    }

    boolean isWireFormat() {
        return isWireFormat;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The body of one request, and which event of the batch each of its documents is. For one thread. */
public final class Bulk {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FIRST_DOCUMENTS = 256;

    private final BulkBody body;
    private int[] events = new int[FIRST_DOCUMENTS];
    private int[] ends = new int[FIRST_DOCUMENTS];
    private int count;

    /** @param expectedBytes that it will hold; it grows if they are more */
    public Bulk(int expectedBytes) {
        body = new BulkBody(expectedBytes);
    }

    /** Documents. */
    public int count() {
        return count;
    }

    /** The index in its batch of the event behind document {@code i}. */
    public int event(int i) {
        return events[i];
    }

    /** The body's array, of which {@link #size} bytes count. */
    public byte[] bytes() {
        return body.bytes();
    }

    public int size() {
        return body.size();
    }

    /** A copy of the lines of the documents from {@code first} to before {@code end}. */
    public byte[] lines(int first, int end) {
        return Arrays.copyOfRange(body.bytes(), start(first), ends[end - 1]);
    }

    private int start(int document) {
        return document == 0 ? 0 : ends[document - 1];
    }

    /** The id of a document, read from its action line, where it is the first string. */
    public String id(int document) {
        int from = start(document);
        try (JsonParser json = JSON.createParser(body.bytes(), from, ends[document] - from)) {
            while (json.nextToken() != JsonToken.VALUE_STRING) {}
            return json.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(int event, BulkBody action, BulkBody document) {
        body.writeAll(action);
        body.writeAll(document);
        body.write('\n');
        if (count == events.length) {
            events = Arrays.copyOf(events, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        events[count] = event;
        ends[count] = body.size();
        count++;
    }
}

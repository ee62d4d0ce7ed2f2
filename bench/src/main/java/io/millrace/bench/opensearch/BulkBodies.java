// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.data.JsonClicks;
import io.millrace.bench.sinks.BatchSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The body of a bulk with the documents that the sink makes of a batch, ready but for the offsets in their ids. For one thread. */
final class BulkBodies {
    private static final String BEFORE_OFFSET = "{\"index\":{\"_id\":\"" + BatchMaker.SOURCE + "-0-";
    private static final String AFTER_OFFSET = "\"}}\n";

    private final byte[] body;
    private final int[] ends;

    BulkBodies(int events, int eventBytes) {
        byte[][] values = JsonClicks.values(eventBytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream(events * (eventBytes + 64));
        ends = new int[events];
        for (int i = 0; i < events; i++) {
            out.writeBytes((BEFORE_OFFSET + BatchSource.FIRST).getBytes(StandardCharsets.US_ASCII));
            ends[i] = out.size();
            out.writeBytes(AFTER_OFFSET.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(values[i % values.length]);
            out.write('\n');
        }
        body = out.toByteArray();
    }

    /** The same array each time. {@code first} is a multiple of the number of events. */
    byte[] from(long first) {
        for (int i = 0; i < ends.length; i++) {
            long rest = first + i;
            for (int at = ends[i] - 1; rest > 0; at--) {
                body[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return body;
    }
}

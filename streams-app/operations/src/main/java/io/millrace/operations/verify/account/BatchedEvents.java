// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.util.Arrays;

/** The offsets of a batch's events, and checksums of what they are. */
public final class BatchedEvents {
    private long[] offsets = new long[16];
    private long[] contents = new long[16];
    private int count;

    public static BatchedEvents of(EventBatch batch, EventContent content) throws MalformedAvroException {
        BatchedEvents all = new BatchedEvents();
        for (EventCursor event = batch.events(); event.next(); ) {
            all.add(event.offset(), content.of(event, batch.header().schemaId()));
        }
        return all;
    }

    BatchedEvents add(long offset, long content) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            contents = Arrays.copyOf(contents, 2 * count);
        }
        offsets[count] = offset;
        contents[count] = content;
        count++;
        return this;
    }

    int count() {
        return count;
    }

    long offset(int i) {
        return offsets[i];
    }

    long content(int i) {
        return contents[i];
    }

    /** The same for the same events. */
    long checksum() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ContentSums.mixed(offsets[i], contents[i]);
        }
        return sum;
    }
}

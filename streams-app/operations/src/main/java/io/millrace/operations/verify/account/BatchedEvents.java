// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventContent;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.util.Arrays;

/** Where a batch's events come from, and checksums of what they are. */
public final class BatchedEvents {
    private int[] partitions = new int[16];
    private long[] offsets = new long[16];
    private long[] contents = new long[16];
    private int count;

    public static BatchedEvents of(EventBatch batch, EventContent content) throws MalformedAvroException {
        BatchedEvents all = new BatchedEvents();
        for (EventCursor event = batch.events(); event.next(); ) {
            if (event.partition() < 0) {
                throw new MalformedAvroException("an event of partition " + event.partition());
            }
            all.add(
                    event.partition(),
                    event.offset(),
                    content.of(event, batch.header().schemaId()));
        }
        return all;
    }

    BatchedEvents add(int partition, long offset, long content) {
        if (count == offsets.length) {
            partitions = Arrays.copyOf(partitions, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            contents = Arrays.copyOf(contents, 2 * count);
        }
        partitions[count] = partition;
        offsets[count] = offset;
        contents[count] = content;
        count++;
        return this;
    }

    int count() {
        return count;
    }

    int partition(int i) {
        return partitions[i];
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
            sum += ContentSums.mixed(offsets[i], contents[i]) * (2L * partitions[i] + 1);
        }
        return sum;
    }
}

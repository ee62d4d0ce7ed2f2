// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.TestBed;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** How far a connector has come, by the offsets that Connect has committed for it. */
public final class CommittedRecords implements AutoCloseable {
    private final Admin admin;
    private final String group;

    public CommittedRecords(TestBed bed, String connector) {
        admin = Admin.create(Map.of("bootstrap.servers", bed.bootstrapServers()));
        group = "connect-" + connector;
    }

    /** Of all partitions, whose first offset is 0. */
    public long count() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}

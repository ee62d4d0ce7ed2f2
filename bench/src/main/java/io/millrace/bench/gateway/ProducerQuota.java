// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.bed.TestBed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** How much the broker takes of each client: what makes it slow while the processors have time. */
final class ProducerQuota implements AutoCloseable {
    private static final String BYTES = "producer_byte_rate";

    private final Admin admin;

    ProducerQuota(TestBed bed) {
        admin = Admin.create(Map.of("bootstrap.servers", bed.bootstrapServers()));
    }

    /** Null for none. */
    void set(Double bytesPerSecond) {
        // A client of any name.
        ClientQuotaEntity any = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        ClientQuotaAlteration.Op op = new ClientQuotaAlteration.Op(BYTES, bytesPerSecond);
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(any, List.of(op))))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        try (admin) {
            set(null);
        }
    }
}

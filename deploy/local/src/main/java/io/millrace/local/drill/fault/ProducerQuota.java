// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * How much the brokers take of a producer: what makes them slow while the machine has time.
 *
 * @param clientId of the producer
 */
record ProducerQuota(MillraceConfig config, String clientId) {
    private static final String BYTES = "producer_byte_rate";

    /** Null for as much as comes. */
    void set(Double bytesPerSecond) throws IOException {
        ClientQuotaEntity producer = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
        ClientQuotaAlteration.Op op = new ClientQuotaAlteration.Op(BYTES, bytesPerSecond);
        try (Admin admin = AdminClients.make(config)) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(producer, List.of(op))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the brokers refuse a quota of " + clientId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

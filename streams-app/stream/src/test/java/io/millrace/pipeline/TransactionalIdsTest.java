// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionalIdsTest {
    private static final Map<String, Object> FIRST = config("p-1");

    /** Of a cluster that does not answer, which must hold up nobody. */
    private final Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1"));

    private final TransactionalIds ids = new TransactionalIds(() -> admin);

    @AfterEach
    void close() {
        admin.close(Duration.ZERO);
    }

    private static Map<String, Object> config(String id) {
        return Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id, ProducerConfig.ACKS_CONFIG, "all");
    }

    @Test
    void shouldGiveEachProducerAnIdThatNobodyHad() {
        Map<String, Object> first = ids.own(FIRST);
        Map<String, Object> second = ids.own(FIRST);
        Map<String, Object> ofTheNextRun = new TransactionalIds(() -> admin).own(FIRST);

        assertThat(List.of(first, second, ofTheNextRun))
                .allSatisfy(own -> assertThat(own).containsEntry(ProducerConfig.ACKS_CONFIG, "all"))
                .extracting(
                        own -> own.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG).toString())
                .allMatch(id -> id.startsWith("p-1-"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveProducersWithoutTransactionsAlone() {
        Map<String, Object> plain = Map.of(ProducerConfig.ACKS_CONFIG, "1");

        assertThat(ids.own(plain)).isSameAs(plain);
        assertThat(ids.own(plain)).isSameAs(plain);
    }
}

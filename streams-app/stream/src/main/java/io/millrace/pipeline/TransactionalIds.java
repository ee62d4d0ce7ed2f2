// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each producer a transactional id that nobody had before, and with it an id of a producer that nobody had. A broker that comes
 * back in the midst of an abort may end the transaction on some partitions only (KAFKA-20734). Under an id that had been used, by this
 * process or by one that was killed on the same disk, the next commit would end it on the others as well: what was aborted would be
 * read after all, and come twice.
 */
final class TransactionalIds {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionalIds.class);

    private final Map<Object, String> last = new HashMap<>();
    private final Supplier<Admin> admin;

    TransactionalIds(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /** The settings for the next producer that Kafka Streams asks for with {@code config}. */
    synchronized Map<String, Object> own(Map<String, Object> config) {
        Object id = config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        if (id == null) {
            return config;
        }
        String own = id + "-" + Uuid.randomUuid();
        String before = last.put(id, own);
        if (before != null) {
            abort(before);
        }
        Map<String, Object> settings = new HashMap<>(config);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, own);
        return settings;
    }

    /** Ends what the one before in this process has left open, which would otherwise end with its timeout. */
    private void abort(String before) {
        // Nobody waits for it.
        KafkaFuture<Void> unused = admin.get()
                .fenceProducers(List.of(before))
                .all()
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        LOG.atInfo()
                                .addKeyValue("transactionalId", before)
                                .addKeyValue("cause", failure.toString())
                                .log("A producer's last transaction ends with its timeout only");
                    }
                });
    }
}

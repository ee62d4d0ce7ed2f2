// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.postgres.table.Tables;
import io.millrace.postgres.table.UnfitTableException;
import io.millrace.sink.Delivery;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.Failures;
import io.millrace.sink.payload.PayloadSchemas;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects Kafka Connect's calls to the delivery loop, and the loop to the database; decides nothing itself. */
public final class PostgresSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSinkTask.class);

    private final PostgresFailures failures = new PostgresFailures();
    private HikariDataSource pool;
    private Delivery delivery;

    @Override
    public void start(Map<String, String> props) {
        PostgresSinkConfig config = new PostgresSinkConfig(props);
        DeliveryConfig deliveryConfig = DeliveryConfig.of(config);
        pool = PostgresClientFactory.create(config, deliveryConfig);
        PostgresPlace place = PostgresPlace.of(config);
        PostgresWriter writer = writer(config, pool::getConnection, place);
        check(writer, place);
        delivery = Delivery.start(deliveryConfig, context, writer, failures);
    }

    static PostgresWriter writer(PostgresSinkConfig config, Tables.Connections connections, PostgresPlace place) {
        Tables.Options options = config.tables();
        Ledger ledger = new Ledger(config.ledger(), options.mode());
        return new PostgresWriter(
                connections,
                new Tables(connections, PayloadSchemas.of(config), options),
                ledger,
                new LedgerPruning(connections, ledger, config.ledgerRetention(), System::nanoTime),
                place);
    }

    /** Throws when the database refuses us or its ledger cannot be used; one that does not answer is an outage like any later one. */
    private void check(PostgresWriter writer, PostgresPlace place) {
        try {
            writer.check();
        } catch (SQLException | UnfitTableException e) {
            String why = place.explain(e);
            if (failures.classify(e) != Failures.Kind.RETRIABLE) {
                throw new ConnectException(Character.toUpperCase(why.charAt(0)) + why.substring(1), e);
            }
            LOG.atWarn()
                    .addKeyValue("database", place.database())
                    .addKeyValue("reason", why)
                    .log("The database does not answer yet: deliveries are retried until it does");
        }
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        delivery.open(partitions);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        delivery.close(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        delivery.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return delivery.preCommit(offsets);
    }

    /** Connect calls it after a failed {@link #start} too. */
    @Override
    public void stop() {
        if (delivery != null) {
            delivery.stop();
        }
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public String version() {
        return new PostgresSinkConnector().version();
    }
}

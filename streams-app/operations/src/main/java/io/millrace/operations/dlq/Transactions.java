// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.config.MillraceConfig;
import io.millrace.config.StreamsApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records together with what the ledger says of them, all or none. There is one id for all redrives of a pipeline, so a later one
 * ends what an earlier one has begun, and the earlier one goes on no more. Throws {@link RedriveRefusedException}.
 */
final class Transactions implements AutoCloseable {
    /** What dead-letter topics take by default, and some room. */
    private static final int MAX_REQUEST_BYTES = 34 * 1024 * 1024;

    private static final long BUFFER_BYTES = 2L * MAX_REQUEST_BYTES;

    private final KafkaProducer<byte[], byte[]> producer;

    /** Returns when no transaction of an earlier redrive is open any more. */
    Transactions(MillraceConfig config, StreamsApplication application) {
        Map<String, Object> settings = config.client("producer");
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, application.redrive());
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw failed(e);
        }
    }

    /** The target topic does not take one of the records, and never will. Nothing was sent. */
    static final class RecordRefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RecordRefusedException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Returns where each of {@code records} is now. */
    List<RecordMetadata> send(
            List<ProducerRecord<byte[], byte[]>> records, List<ProducerRecord<byte[], byte[]>> entries)
            throws RecordRefusedException {
        try {
            producer.beginTransaction();
            List<RecordMetadata> places = sendAll(records, entries);
            producer.commitTransaction();
            return places;
        } catch (KafkaException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedriveRefusedException("Interrupted; the same command goes on", e);
        }
    }

    private List<RecordMetadata> sendAll(
            List<ProducerRecord<byte[], byte[]>> records, List<ProducerRecord<byte[], byte[]>> entries)
            throws RecordRefusedException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            Stream.concat(records.stream(), entries.stream()).forEach(record -> sent.add(producer.send(record)));
            producer.flush();
            List<RecordMetadata> places = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                places.add(one.get());
            }
            return places.subList(0, records.size());
        } catch (ExecutionException | KafkaException e) {
            Exception cause = first(sent, e);
            if (isFenced(cause)) {
                throw failed(cause);
            }
            producer.abortTransaction();
            if (isOfRecord(cause)) {
                throw new RecordRefusedException(cause);
            }
            throw failed(cause);
        }
    }

    /** The failure that the others follow from. */
    private static Exception first(List<Future<RecordMetadata>> sent, Exception seen) throws InterruptedException {
        for (Future<RecordMetadata> one : sent) {
            if (one.isDone()) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    return e.getCause() instanceof Exception cause ? cause : seen;
                }
            }
        }
        return seen;
    }

    private static boolean isFenced(Exception cause) {
        return cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException;
    }

    private static boolean isOfRecord(Exception cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidRecordException;
    }

    private static RedriveRefusedException failed(Exception cause) {
        if (isFenced(cause)) {
            return new RedriveRefusedException(
                    "Another redrive of this pipeline has begun, so this one has stopped; what it had not sent is the other's",
                    cause);
        }
        return new RedriveRefusedException(
                "Kafka did not take what was sent; the same command goes on where this one has stopped: " + cause,
                cause);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

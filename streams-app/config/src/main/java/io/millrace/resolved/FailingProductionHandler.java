// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * A record that was not delivered ends the stream thread, and with it all tasks that share its producer. Kafka Streams' own handler
 * would give up the task that sent it and commit the others; but of several failures the producer remembers only the first (4.3.1,
 * {@code StreamsProducer.sendException}), so the others might commit offsets of events whose batches failed as well.
 */
public final class FailingProductionHandler implements ProductionExceptionHandler {
    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}

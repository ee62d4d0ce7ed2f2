// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads a body, sends each of its lines, and answers when all are acknowledged. */
final class BareHandler extends Handler.Abstract.NonBlocking {
    private final Producer<byte[], byte[]> producer;
    private final String topic;

    BareHandler(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Content.Source.asByteArrayAsync(
                request,
                -1,
                Promise.Invocable.from(
                        Invocable.InvocationType.NON_BLOCKING, body -> send(lines(body), callback), callback::failed));
        return true;
    }

    private void send(List<byte[]> events, Callback callback) {
        AtomicInteger pending = new AtomicInteger(events.size());
        for (byte[] event : events) {
            Future<?> unused = producer.send(new ProducerRecord<>(topic, event), (metadata, failure) -> {
                if (failure != null) {
                    callback.failed(failure);
                } else if (pending.decrementAndGet() == 0) {
                    callback.succeeded();
                }
            });
        }
    }

    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                lines.add(Arrays.copyOfRange(body, start, i));
                start = i + 1;
            }
        }
        return lines;
    }
}

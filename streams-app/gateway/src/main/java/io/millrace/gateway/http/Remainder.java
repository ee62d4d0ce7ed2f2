// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The rest of a body whose request has its answer: dropped as it comes. After all of it the connection can be used again. And who is
 * still sending reads the answer: of a connection that is closed with bytes in it, TCP may take back what the other side has not read.
 */
final class Remainder implements Invocable.Task {
    /** To read a body that is larger costs more than a new connection. */
    private static final int SMALL = 64 * 1024;

    /** Whoever has not read the answer after so much, or so long, does not read it while it sends. */
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private static final long MOST_SECONDS = 30;

    private final Request request;
    private final Callback callback;
    private final long begin = NanoTime.now();
    private long bytes;

    /** @param callback ends the request */
    Remainder(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
    }

    /** Whether so little is to come that reading it is worth while. */
    static boolean isSmall(Request request) {
        return request.getLength() >= 0 && request.getLength() <= SMALL && !isHeldBack(request);
    }

    /** Whether the client sends no body before it is told to; to ask for it would tell it to. */
    static boolean isHeldBack(Request request) {
        return request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                callback.failed(chunk.getFailure());
                return;
            }
            bytes += chunk.remaining();
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                callback.succeeded();
                return;
            }
            if (bytes > MOST_BYTES || NanoTime.secondsSince(begin) >= MOST_SECONDS) {
                callback.failed(new EofException("The client goes on sending after its answer"));
                return;
            }
        }
    }
}

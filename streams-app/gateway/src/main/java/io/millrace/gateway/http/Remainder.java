// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/** The rest of a body whose request has its answer: dropped as it comes, so that the connection can be used again. */
final class Remainder implements Invocable.Task {
    /** To read a body that is larger costs more than a new connection. */
    private static final int MOST = 64 * 1024;

    private final Request request;
    private final Callback callback;

    /** @param callback ends the request */
    Remainder(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
    }

    /** Whether the request says of its body that it is small enough. */
    static boolean isSmall(Request request) {
        return request.getLength() >= 0 && request.getLength() <= MOST;
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
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                callback.succeeded();
                return;
            }
        }
    }
}

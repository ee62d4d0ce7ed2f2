// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.admission.ShedReason;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.answer.Refusal;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads one body as it comes, without a thread that waits for it, and takes its room from the budget as it grows. */
final class BodyReader implements Invocable.Task {
    /** What is taken before the first byte has come, whatever the client says about the length. */
    static final int FIRST_BYTES = 8 * 1024;

    private static final double NANOS = 1e9;

    private final Exchange exchange;
    private final Request request;
    private final Route route;
    private final long most;
    private final SlowBodies slow;
    private final Consumer<Body> whenComplete;
    private final long begin = System.nanoTime();
    private byte[] bytes;
    /** Written by the thread that reads, one at a time. */
    private volatile int length;

    /**
     * A reader of a body for which {@link #firstBytes} are taken from the budget.
     *
     * @param most bytes it may have
     */
    BodyReader(Exchange exchange, Route route, int most, SlowBodies slow, Consumer<Body> whenComplete) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.route = route;
        long declared = request.getLength();
        this.most = declared < 0 ? most : declared;
        this.slow = slow;
        this.whenComplete = whenComplete;
        bytes = new byte[firstBytes(declared)];
    }

    /** @param declared what the client says, or a negative number */
    static int firstBytes(long declared) {
        return declared < 0 ? FIRST_BYTES : (int) Math.min(FIRST_BYTES, declared);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        try {
            read();
        } catch (Refusal e) {
            slow.forget(this);
            exchange.refuse(e);
        } catch (RuntimeException | Error e) {
            slow.forget(this);
            exchange.fail(e);
        }
    }

    private void read() throws Refusal {
        while (!exchange.isAnswered()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                slow.watch(this);
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                slow.forget(this);
                broken(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            try {
                take(chunk);
            } finally {
                chunk.release();
            }
            if (last) {
                slow.forget(this);
                // From here on it is the client that waits.
                request.addIdleTimeoutListener(timeout -> false);
                whenComplete.accept(new Body(bytes, length));
                return;
            }
        }
        slow.forget(this);
    }

    private void take(Content.Chunk chunk) throws Refusal {
        int more = chunk.remaining();
        int before = length;
        if (before + (long) more > most) {
            throw Refusal.of(Problem.BODY_TOO_LARGE, "more than " + most + " bytes");
        }
        if (before + more > bytes.length) {
            int grown = (int) Math.min(most, Math.max(before + more, 2L * bytes.length));
            if (!exchange.reserve(grown - bytes.length)) {
                throw Refusal.shed(ShedReason.BYTES, route.admission().retryAfterSeconds(System.nanoTime()));
            }
            bytes = Arrays.copyOf(bytes, grown);
        }
        chunk.getByteBuffer().get(bytes, before, more);
        length = before + more;
    }

    private void broken(Throwable failure) throws Refusal {
        if (failure instanceof TimeoutException) {
            throw Refusal.of(Problem.TOO_SLOW, null);
        }
        if (failure instanceof HttpException) {
            throw Refusal.of(Problem.BAD_REQUEST, null);
        }
        exchange.abandon(failure);
    }

    /** Refuses it when it has come slower than that since its beginning. */
    void requireRate(int bytesPerSecond, long now) {
        if (length < (now - begin) / NANOS * bytesPerSecond) {
            slow.forget(this);
            exchange.refuse(Refusal.of(Problem.TOO_SLOW, "less than " + bytesPerSecond + " bytes a second on average"));
        }
    }

    long begin() {
        return begin;
    }
}

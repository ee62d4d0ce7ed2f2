// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.http.Answers;
import io.millrace.bench.http.Due;
import io.millrace.bench.http.HttpLoad;
import io.millrace.bench.http.HttpRequest;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.bench.subject.WorkTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server that takes events over HTTP, and in the same process, with one thread that allocates nothing, its clients: each sends its next
 * request when it has the answer to the last. What that thread uses of the processors does not count.
 */
abstract class ServerSubject implements Subject {
    /** Events of a request. */
    static final String ITEMS = "server.items";

    private static final int CONNECTIONS = 32;

    private final Spec spec;
    private final int items;
    private final Answers answers = new Answers(0, 0);
    private HttpLoad load;

    ServerSubject(Spec spec) {
        this.spec = spec;
        this.items = (int) spec.number(ITEMS);
    }

    /** Starts it; it takes events on the port that is returned. */
    abstract int serve() throws Exception;

    @Override
    public void start() throws Exception {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), serve());
        HttpRequest request =
                HttpRequest.lines(to, ServerRun.path(spec.text(Spec.RUN)), items, (int) spec.number(Spec.EVENT_BYTES));
        load = new HttpLoad(request, CONNECTIONS, Due.always(), answers);
        load.start();
    }

    /** Those in a 200. */
    @Override
    public long processed() {
        load.check();
        if (answers.others() + answers.broken() > 0) {
            throw new IllegalStateException("%,d answers were neither 200 nor 503, and %,d connections were lost"
                    .formatted(answers.others(), answers.broken()));
        }
        return answers.taken().count() * items;
    }

    @Override
    public void resume() {
        load.resume();
    }

    @Override
    public void rest() throws InterruptedException {
        load.rest();
    }

    @Override
    public long workNanos() {
        return WorkTime.nanos() - load.cpuNanos();
    }

    @Override
    public long stop() throws InterruptedException {
        load.rest();
        load.close();
        return processed();
    }
}

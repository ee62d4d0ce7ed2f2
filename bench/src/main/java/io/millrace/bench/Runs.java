package io.millrace.bench;

import io.millrace.bench.clients.ConsumerSubject;
import io.millrace.bench.clients.LoopSubject;
import io.millrace.bench.clients.ProducerSubject;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.streams.StreamsSubject;
import io.millrace.bench.streams.ValidationSubject;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.util.HashMap;
import java.util.Map;

/** How runs are made; what is not said is 5,000 events a batch, at least once, a commit a second, one thread. */
public final class Runs {
    private static final String USUAL_BATCH = "5000";

    /** Events without end, for subjects that need none or begin anew. */
    private static final Map<String, String> ENDLESS = Map.of(Spec.EVENTS, Long.toString(Long.MAX_VALUE));

    private Runs() {}

    /** Millrace itself. */
    public static Run batch(String name, DataSet data, Map<String, String> with) {
        return streams(name, "millrace", data, with);
    }

    /** A topology written by hand. */
    static Run streams(String name, String work, DataSet data, Map<String, String> with) {
        return run(name, StreamsSubject.class, data, with(with, Map.of("work", work)));
    }

    static Run loop(String name, DataSet data) {
        return run(name, LoopSubject.class, data, Map.of());
    }

    static Run producer(String name, DataSet data) {
        return run(name, ProducerSubject.class, data, ENDLESS);
    }

    static Run consumer(String name, DataSet data) {
        return run(name, ConsumerSubject.class, data, ENDLESS);
    }

    static Run validation(String name, DataSet data) {
        return run(name, ValidationSubject.class, data, ENDLESS);
    }

    private static Run run(String name, Class<? extends Subject> subject, DataSet data, Map<String, String> with) {
        Map<String, String> settings = with(Map.of(Spec.BATCH_EVENTS, USUAL_BATCH), with);
        return new JvmRun(name, ClassPaths.ours(), subject.getName(), data, settings);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }
}

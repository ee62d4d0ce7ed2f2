// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.clients.ConsumerSubject;
import io.millrace.bench.clients.LoopSubject;
import io.millrace.bench.clients.ProducerSubject;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Term;
import io.millrace.bench.streams.StreamsSubject;
import io.millrace.bench.streams.ValidationSubject;
import io.millrace.bench.subject.Spec;
import java.util.HashMap;
import java.util.Map;

/** Runs of Streams topologies and of plain clients, named after what differs from the usual. */
public final class StreamRuns {
    /** The usual: 5,000 events of 200 bytes a batch from one partition, at least once, a commit each second. */
    static final String USUAL = "batch-5000";

    static final String EXACTLY_ONCE = "exactly_once_v2";

    /** For what is not limited by the events of the data set. */
    private static final Map<String, String> ENDLESS = Map.of(Spec.EVENTS, Long.toString(Long.MAX_VALUE));

    private StreamRuns() {}

    /** Millrace; {@code with} overrides the 5,000 events of a batch, the guarantee and so on. */
    public static JvmRun batch(String name, DataSet data, Map<String, String> with) {
        return streams(name, "millrace", data, with);
    }

    static JvmRun usual() {
        return batch(USUAL, DataSet.PLAIN, Map.of());
    }

    static JvmRun batchOf(int events) {
        return batch("batch-" + events, DataSet.PLAIN, events(events));
    }

    static JvmRun listOf(int events) {
        return streams("list-" + events, "list", DataSet.PLAIN, events(events));
    }

    public static JvmRun count(String name, DataSet data) {
        return streams(name, "count", data, Map.of());
    }

    static JvmRun streams(String name, String work, DataSet data, Map<String, String> with) {
        Map<String, String> settings = new HashMap<>(Map.of("work", work, Spec.BATCH_EVENTS, "5000"));
        settings.putAll(with);
        return new JvmRun(name, ClassPaths.ours(), StreamsSubject.class.getName(), data, settings);
    }

    static JvmRun producer() {
        return new JvmRun("producer", ClassPaths.ours(), ProducerSubject.class.getName(), DataSet.PLAIN, ENDLESS);
    }

    static JvmRun consumer() {
        return new JvmRun("consumer", ClassPaths.ours(), ConsumerSubject.class.getName(), DataSet.PLAIN, ENDLESS);
    }

    static JvmRun validate() {
        return new JvmRun("validate", ClassPaths.ours(), ValidationSubject.class.getName(), DataSet.PLAIN, ENDLESS);
    }

    static JvmRun loop(String name, DataSet data) {
        return new JvmRun(
                name, ClassPaths.ours(), LoopSubject.class.getName(), data, Map.of(Spec.BATCH_EVENTS, "5000"));
    }

    static Term rate(String run) {
        return new Term(run, Figure.EVENTS_PER_SECOND);
    }

    private static Map<String, String> events(int events) {
        return Map.of(Spec.BATCH_EVENTS, Integer.toString(events));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.instance.TopKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of all instances. Which window is the latest, each can only say for its own partitions; so when they differ, all are asked again, about
 * the latest of all.
 */
final class WholeTop {
    private static final Logger LOG = LoggerFactory.getLogger(WholeTop.class);

    private final String pipeline;
    private final RollupWindows windows;
    private final Peers peers;

    WholeTop(String pipeline, RollupWindows windows, Peers peers) {
        this.pipeline = pipeline;
        this.windows = windows;
        this.peers = peers;
    }

    /** Throws {@link TopRefusedException} when this instance itself cannot answer. */
    TopKeys of(TopQuery query) {
        Round round = query.isPrevious() ? ask(query.forLatest()) : ask(query);
        if (!query.isLatest() && !query.isPrevious()) {
            return round.merged(query, query.start());
        }
        OptionalLong latest = round.latest();
        if (latest.isEmpty()) {
            return round.merged(query, null);
        }
        long start = query.startOf(latest.getAsLong());
        return query.isLatest() && round.areAllOf(start)
                ? round.merged(query, start)
                : ask(query.at(start)).merged(query, start);
    }

    private Round ask(TopQuery query) {
        Map<String, CompletableFuture<TopKeys>> asked = new LinkedHashMap<>();
        windows.others(query.rollup()).forEach(other -> asked.put(other, peers.ask(other, pipeline, query)));
        Round round = new Round();
        round.answers.put("", new LocalTop(pipeline).of(windows.local(query.rollup()), query));
        asked.forEach((other, answer) -> {
            try {
                round.answers.put(other, answer.join());
            } catch (CompletionException e) {
                round.missing.add(other);
                LOG.atDebug().addKeyValue("instance", other).setCause(e).log("Another instance did not answer");
            }
        });
        return round;
    }

    /** What came of asking everyone once. */
    private final class Round {
        /** By instance; this one has no name. */
        private final Map<String, TopKeys> answers = new LinkedHashMap<>();

        private final Set<String> missing = new TreeSet<>();

        private OptionalLong latest() {
            return answers.values().stream()
                    .map(TopKeys::windowStart)
                    .filter(Objects::nonNull)
                    .mapToLong(Long::longValue)
                    .max();
        }

        private boolean areAllOf(long start) {
            return answers.values().stream()
                    .allMatch(answer -> answer.windowStart() != null && answer.windowStart() == start);
        }

        private TopKeys merged(TopQuery query, Long start) {
            return new MergedTop(pipeline, windows.partitions()).of(query, start, answers.values(), missing);
        }
    }
}

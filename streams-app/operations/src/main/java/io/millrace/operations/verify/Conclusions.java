// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.DeliveryBalance;
import io.millrace.operations.verify.account.EventDelivery;
import io.millrace.operations.verify.account.Gap;
import io.millrace.operations.verify.account.Listing;
import io.millrace.operations.verify.account.Standing;
import io.millrace.operations.verify.account.Verdict;
import io.millrace.operations.verify.objects.ObjectLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts what a balance shows into sentences: what is wrong, where, and what to do. */
public final class Conclusions {
    private static final int GAPS_NAMED = 4;
    private static final double MS_PER_SECOND = 1_000;

    private final PipelineConfig pipeline;
    private final String sinks;
    private final MillraceConfig config;
    private final List<String> sentences = new ArrayList<>();

    public Conclusions(PipelineConfig pipeline, MillraceConfig config) {
        this.pipeline = pipeline;
        sinks = String.join(" or ", pipeline.sinkTopics());
        this.config = config;
    }

    /** Worst first. */
    public List<String> of(Balance balance) {
        balance.offsets().forEach((standing, gaps) -> {
            if (standing.verdict() != Verdict.CONSERVED) {
                name(gaps, standing, balance);
            }
        });
        if (balance.delivery() != null) {
            objects(balance.delivery());
        }
        balance.eventDeliveries().forEach((sink, delivery) -> events(Sink.of(sink), delivery));
        balance.offsets().forEach((standing, gaps) -> {
            if (standing.verdict() == Verdict.CONSERVED) {
                name(gaps, standing, balance);
            }
        });
        notes(balance);
        return sentences;
    }

    private void name(List<Gap> gaps, Standing standing, Balance balance) {
        String sentence = sentence(standing, balance);
        for (Gap gap : gaps.subList(0, Math.min(gaps.size(), GAPS_NAMED))) {
            say(String.format(
                    Locale.ROOT,
                    "%,d %s of %s partition %d, %s %s: %s",
                    gap.events(),
                    plural(gap.events(), standing.noun()),
                    gap.topic(),
                    gap.partition(),
                    gap.isOneOffset() ? "offset" : "offsets",
                    gap.offsets(),
                    sentence));
        }
        if (gaps.size() > GAPS_NAMED) {
            List<Gap> others = gaps.subList(GAPS_NAMED, gaps.size());
            say(String.format(
                    Locale.ROOT,
                    "the same holds for %,d of %d more partitions",
                    others.stream().mapToLong(Gap::events).sum(),
                    others.size()));
        }
    }

    private static String plural(long count, String noun) {
        return count == 1 ? noun : noun + 's';
    }

    private String sentence(Standing standing, Balance balance) {
        String routed = pipeline.routes().topics().isEmpty() ? "" : ", topic of a rule";
        String output = balance.delivery() == null
                ? "batch" + routed + " or dead letter"
                : "batch" + routed + ", dead letter or object";
        String whyTwice = config.exactlyOnce()
                ? "exactly-once is broken, or {source} was recreated; keep the topics and report it"
                : "at_least_once may cut a batch differently after a crash";
        return standing.sentence()
                .replace("{whyTwice}", whyTwice)
                .replace("{source}", pipeline.sourceTopic())
                .replace("{sink}", sinks)
                .replace("{others}", String.join(", ", pipeline.topicsBesideBatches()))
                .replace("{output}", output)
                .replace("{maxAge}", trimmed(pipeline.maxAgeMs() / MS_PER_SECOND) + " s");
    }

    private void objects(DeliveryBalance delivery) {
        String place = "s3://" + config.objectStore().bucket() + '/'
                + new ObjectLayout(config.objectStore().prefix(), pipeline.name()).folder();
        list(
                "batches without a good object in " + place,
                delivery.undelivered(),
                "the S3 sink is behind, stopped, or writes elsewhere");
        list(
                "objects that are not the batch they are named after",
                delivery.wrong(),
                "they may be all that is left of something else, such as a batch with the same offsets from before "
                        + pipeline.sourceTopic() + " was recreated: inspect them before anything writes there");
        list(
                "objects that could not be compared with their batch",
                delivery.uncompared(),
                "nothing is known about them");
        add(
                "batches in more than one object in " + place,
                delivery.repeatedObjects(),
                "; the sink's format was changed, and whoever reads all objects reads them twice");
        list(
                "objects in " + place + " that belong to no batch on " + sinks,
                delivery.strays(),
                "nothing here says what they are");
    }

    private void events(Sink sink, EventDelivery delivery) {
        boolean documents = sink == Sink.OPENSEARCH;
        String noun = documents ? "document" : "row";
        String place = documents
                ? "the index " + config.search().index(pipeline.name())
                : "the table " + config.database().table(pipeline.name());
        places(
                "events in batches, and not in " + place,
                delivery.missing(),
                "its sink is behind, stopped, or writes elsewhere");
        places(
                "events whose batches were removed by retention, and that cannot be told from others in " + place,
                delivery.doubtful(),
                "nothing is known about them");
        add(
                "events with more than one " + noun + " in " + place,
                delivery.repeated(),
                "; whoever reads all of them counts twice");
        places(
                "events in " + place + " that are in no batch on " + sinks,
                delivery.strays(),
                "nothing here says where they come from");
        add(
                noun + "s in " + place + " that name no event of " + pipeline.sourceTopic(),
                delivery.foreign(),
                "; they were not counted");
    }

    private void places(String what, List<Gap> gaps, String andThen) {
        long events = gaps.stream().mapToLong(Gap::events).sum();
        String where = gaps.stream()
                .limit(GAPS_NAMED)
                .map(gap -> "partition " + gap.partition() + " offsets " + gap.offsets())
                .collect(Collectors.joining(", "));
        add(what, events, ": " + where + "; " + andThen);
    }

    private void notes(Balance balance) {
        add(
                "events that a sink put on " + pipeline.dlqTopic(),
                balance.sinkDeadLettered(),
                "; the headers there say why, and they can be redriven");
        add(
                "events sent back to a sink by records that have expired on " + pipeline.topic(TopicRole.REDRIVEN)
                        + ", and that were found nowhere",
                balance.untraced(),
                "; they were delivered where nobody looked, or expired before the sink had read them. They are on "
                        + pipeline.dlqTopic() + " still, but dlq redrive takes them for sent");
        add(
                "batches that were repeated with the same id",
                balance.repeatedBatches(),
                config.exactlyOnce()
                        ? "; they were redriven, or written before exactly_once_v2 was set"
                        : ", as can happen under at_least_once after a crash");
        add(
                "records on " + String.join(", ", pipeline.sinkTopics()) + ", "
                        + String.join(", ", pipeline.topicsBesideBatches()) + " that belong to another pipeline",
                balance.foreign(),
                "; they were not counted");
    }

    private void list(String what, Listing listing, String andThen) {
        if (listing.count() > 0) {
            long more = listing.count() - listing.names().size();
            String names = String.join(", ", listing.names())
                    + (more > 0 ? String.format(Locale.ROOT, " and %,d more", more) : "");
            say(what + String.format(Locale.ROOT, ": %,d, ", listing.count()) + names + "; " + andThen);
        }
    }

    private void add(String what, long count, String andThen) {
        if (count > 0) {
            say(what + String.format(Locale.ROOT, ": %,d", count) + andThen);
        }
    }

    private void say(String sentence) {
        sentences.add(pipeline.name() + ": " + sentence);
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}

package io.millrace.ops;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts what a balance shows into sentences: what is wrong, where, and what to do. */
final class Findings {
    private static final int GAPS_NAMED = 4;
    private static final double MS_PER_SECOND = 1_000;

    private final PipelineConfig pipeline;
    private final MillraceConfig config;
    private final List<String> sentences = new ArrayList<>();

    Findings(PipelineConfig pipeline, MillraceConfig config) {
        this.pipeline = pipeline;
        this.config = config;
    }

    /** Worst first. */
    List<String> of(Balance balance) {
        gaps(
                balance.twiceAt(),
                "in two different batches, or in a batch and a dead letter: "
                        + (config.exactlyOnce()
                                ? "exactly-once is broken; keep the topics and report it"
                                : "at_least_once may cut a batch anew after a crash"));
        gaps(
                balance.missingAt(),
                String.format(
                        Locale.ROOT,
                        "neither batched nor dead-lettered: they are still open (max.age %s s) or the stream is not running",
                        trimmed(pipeline.maxAgeMs() / MS_PER_SECOND)));
        add(
                "events batched or dead-lettered that " + pipeline.sourceTopic() + " never held",
                balance.unknown(),
                "; was that topic deleted and made anew, or are its records compacted?");
        if (balance.delivery() != null) {
            objects(balance.delivery());
        }
        notes(balance);
        return sentences;
    }

    private void gaps(List<Gap> gaps, String what) {
        for (Gap gap : gaps.subList(0, Math.min(gaps.size(), GAPS_NAMED))) {
            boolean whole = gap.events() == gap.last() - gap.first() + 1;
            say(String.format(
                    Locale.ROOT,
                    "%,d events of partition %d, offsets %s%d..%d, are %s",
                    gap.events(),
                    gap.partition(),
                    whole ? "" : "within ",
                    gap.first(),
                    gap.last(),
                    what));
        }
        if (gaps.size() > GAPS_NAMED) {
            say("the same holds for events of " + (gaps.size() - GAPS_NAMED) + " more partitions");
        }
    }

    private void objects(Delivery delivery) {
        String place = "s3://" + config.objectStore().bucket() + '/'
                + new ObjectLayout(config.objectStore().prefix(), pipeline.name()).folder();
        add(
                "batches without a good object in " + place,
                delivery.undelivered(),
                ", the first " + delivery.firstUndelivered() + "; the S3 sink is behind, stopped, or writes elsewhere");
        add(
                "objects that are not what their batch is",
                delivery.wrongObjects(),
                ", the first " + delivery.firstWrong()
                        + "; delete such an object and let the sink read its batch again");
        add(
                "batches in more than one object in " + place,
                delivery.repeatedObjects(),
                "; the sink's format was changed, and whoever reads all objects reads them twice");
        add(
                "objects in " + place + " of no batch on " + pipeline.sinkTopic(),
                delivery.strays(),
                "; they are older than the topic's retention, or not Millrace's");
    }

    private void notes(Balance balance) {
        add(
                "events in batches that a sink put on " + pipeline.dlqTopic(),
                balance.sinkDeadLettered(),
                "; the headers there say why, and they can be redriven");
        add(
                "batches that came again with the same id",
                balance.repeatedBatches(),
                config.exactlyOnce()
                        ? "; they were redriven, or written before exactly_once_v2 was set"
                        : ", as at_least_once may after a crash");
        add(
                "events that can no longer be checked",
                balance.truncated(),
                "; " + pipeline.sourceTopic() + " has removed them by its retention");
        add(
                "records on " + pipeline.sinkTopic() + " and " + pipeline.dlqTopic() + " that are not this pipeline's",
                balance.foreign(),
                "; they were not counted");
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

// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

/** All metrics. Names and tags are public API; METRICS.md is generated from this list. */
public enum Metric {
    EVENTS("millrace.events", "counter", "pipeline", "Events read from the source topic."),
    LATE("millrace.events.late", "counter", "pipeline", "Events that came after their window had closed."),
    MISSED(
            "millrace.events.missed",
            "counter",
            "pipeline",
            "Events that the source topic's retention removed before they were read; transaction markers among them"
                    + " are counted, too."),
    DEAD_LETTERS(
            "millrace.dead.letters",
            "counter",
            "pipeline, reason",
            "Events that the stream sent to the dead-letter topic; sinks count their own."),
    ROUTED("millrace.routed.events", "counter", "pipeline, topic", "Events that a rule sent to that topic."),
    DROPPED("millrace.dropped.events", "counter", "pipeline, reason", "Events that were dropped on purpose."),
    FORGOTTEN(
            "millrace.forgotten.ids",
            "counter",
            "pipeline",
            "Ids that were forgotten within dedup.window.ms because there were more than dedup.max.ids in a partition."),
    ROLLUP_LATE(
            "millrace.rollup.late.events",
            "counter",
            "pipeline, rollup",
            "Events that a rollup's results lack, all or some of them, because windows had closed."),
    ROLLUP_REFUSED(
            "millrace.rollup.refused.events",
            "counter",
            "pipeline, rollup",
            "Events in no result because their key is too long, or has bytes, a record, a list or a map in it."),
    ROLLUP_RESULTS("millrace.rollup.results", "counter", "pipeline, rollup", "Final results of rollups."),
    BATCHES("millrace.batches", "counter", "pipeline, reason", "Batches sent, by close reason."),
    BATCHED_EVENTS("millrace.batched.events", "counter", "pipeline, reason", "Events in the batches sent."),
    BATCHED_BYTES("millrace.batched.bytes", "counter", "pipeline, reason", "Payload bytes in the batches sent."),
    REGISTRY_RETRIES(
            "millrace.registry.retries",
            "counter",
            "pipeline",
            "Look-ups repeated because the registry did not answer; no event is lost meanwhile."),
    OPEN_BATCHES("millrace.open.batches", "gauge", "pipeline", "Batches that are still open."),
    BUFFERED_BYTES(
            "millrace.buffered.bytes",
            "gauge",
            "pipeline",
            "Heap of open batches, with the empty buffers kept for the next ones, at most a quarter of buffer.max.bytes."),
    WATERMARK_LAG(
            "millrace.watermark.lag.seconds",
            "gauge",
            "pipeline",
            "How far the slowest partition's watermark lags behind the clock."),
    OLDEST_OPEN("millrace.oldest.open.seconds", "gauge", "pipeline", "How long the oldest open batch has been open."),
    PIPELINE_RUNNING(
            "millrace.pipeline.running",
            "gauge",
            "pipeline",
            "0 while the pipeline cannot start and once it has stopped for good, otherwise 1; other pipelines keep"
                    + " running."),
    THREADS_REPLACED(
            "millrace.stream.threads.replaced",
            "counter",
            "pipeline",
            "Stream threads replaced after a failure that may pass, such as a registry that does not answer."),
    STREAMS_STATE(
            "millrace.streams.state",
            "gauge",
            "pipeline, state",
            "1 for the state that the pipeline is in, 0 for the others."),
    THREADS_ALIVE("millrace.stream.threads.alive", "gauge", "pipeline", "Stream threads that work or wait for work."),
    CONSUMER_LAG(
            "millrace.consumer.lag.events",
            "gauge",
            "pipeline",
            "Events that wait to be read, in the partitions of this process, as its consumer last heard."),
    CONSUMER_LAG_MAX("millrace.consumer.lag.events.max", "gauge", "pipeline", "The same in the partition with most."),
    GROUP_LAG(
            "millrace.group.lag.events",
            "gauge",
            "pipeline",
            "Events of the whole pipeline that are not committed, whoever reads them, as the brokers said within 15 s; NaN"
                    + " before that, and while too few replicas of its topics are in sync. Of several processes, take the largest."
                    + " Transaction markers are counted, too."),
    GROUP_LAG_MAX("millrace.group.lag.events.max", "gauge", "pipeline", "The same in the partition with most."),
    COMMIT_AGE(
            "millrace.commit.age.seconds",
            "gauge",
            "pipeline",
            "How long what was read has waited for its commit, in the slowest thread; 0 when everything is committed."),
    RESTORE_LEFT(
            "millrace.restore.left.records", "gauge", "pipeline", "Records of state that are still to be restored."),
    PRODUCE_ERRORS("millrace.produce.errors", "counter", "pipeline", "Records that a producer gave up."),
    PRODUCE_RETRIES("millrace.produce.retries", "counter", "pipeline", "Records that a producer sent again."),
    DEAD_LETTER_FAILURES(
            "millrace.dead.letter.write.failures",
            "counter",
            "pipeline",
            "Dead letters that a producer gave up; they are made again, or the pipeline stops, and nothing is committed without them."),
    DEAD_LETTER_RETRIES(
            "millrace.dead.letter.write.retries",
            "counter",
            "pipeline",
            "Dead letters that a producer sent again, as after a change of leader."),
    AT_MINIMUM(
            "millrace.partitions.at.minimum",
            "gauge",
            "pipeline",
            "Partitions of the topics that the pipeline's stream reads or writes with just min.insync.replicas in sync, and fewer than there are, as the brokers"
                    + " said within 15 s; NaN before that."),
    BELOW_MINIMUM(
            "millrace.partitions.below.minimum",
            "gauge",
            "pipeline",
            "Partitions of these topics with fewer than that, which refuse producers with acks=all."),
    BROKERS_ASKED(
            "millrace.brokers.asked.timestamp.seconds",
            "gauge",
            "",
            "When the brokers last told of lag and replicas, in seconds since the epoch; 0 before that."),
    STATE_DISK_FREE("millrace.state.disk.free.bytes", "gauge", "", "Free space of the disk with state.dir."),
    STATE_DISK_TOTAL("millrace.state.disk.total.bytes", "gauge", "", "Size of that disk."),
    MAX_AGE(
            "millrace.max.age.seconds",
            "gauge",
            "pipeline",
            "max.age.ms in effect: how long a batch may be open, the promise that millrace_oldest_open_seconds is to keep."),
    COMMIT_INTERVAL("millrace.commit.interval.seconds", "gauge", "", "commit.interval.ms in effect."),
    PROFILE_INFO("millrace.profile.info", "gauge", "digest, guarantee, profile", "1, of the profile in effect."),
    INSTANCES_WANTED(
            "millrace.instances.wanted", "gauge", "", "instances.wanted: how many stream processes there should be.");

    private final String meter;
    private final String type;
    private final String tags;
    private final String doc;

    Metric(String meter, String type, String tags, String doc) {
        this.meter = meter;
        this.type = type;
        this.tags = tags;
        this.doc = doc;
    }

    /** The name as Micrometer has it; Prometheus shows it with underscores, counters with {@code _total}. */
    public String meter() {
        return meter;
    }

    /** The name that {@code /metrics} shows. */
    public String prometheusName() {
        return meter.replace('.', '_') + (type.equals("counter") ? "_total" : "");
    }

    /** The sum of its values for {@code pipeline} in what {@code /metrics} showed, over all other tags; 0 when it has none. */
    public double sumIn(String exposition, String pipeline) {
        return Exposition.sum(exposition, prometheusName(), "pipeline=\"" + pipeline + '"');
    }

    /** Counter or gauge. */
    String type() {
        return type;
    }

    /** Names of its tags, separated by commas; empty when it has none. */
    String tags() {
        return tags;
    }

    String doc() {
        return doc;
    }
}

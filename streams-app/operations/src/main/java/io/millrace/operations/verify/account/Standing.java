// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/**
 * The standing of offsets that do not have exactly one known place each. Worst first, which is the order of the findings.
 *
 * <p>Before the beginning of a source topic an offset may have been an event, a transaction marker, an event of an aborted
 * transaction, or one removed by compaction: only what is still there can tell.
 */
public enum Standing {
    /** In two different batches, or in two of a batch, a dead letter and a route's topic. */
    TWICE("twice", Verdict.NOT_CONSERVED, "event", "in more than one {output}: {whyTwice}"),
    /** On the source topic, and in nothing that the stream wrote. */
    MISSING(
            "missing",
            Verdict.NOT_CONSERVED,
            "event",
            "in no {output}: they are still open (max.age {maxAge}) or the stream is not running"),
    /** The same, and the sink topic has removed batches that no object holds, or an object holds too few events. */
    UNDELIVERED(
            "undelivered",
            Verdict.NOT_CONSERVED,
            "event",
            "in no {output}, and {sink}'s retention has removed batches: those with these events expired before they"
                    + " were delivered, or the events are still open (max.age {maxAge})"),
    /** Gone from the source topic, and in nothing that the stream wrote, though nothing but events was there. */
    MISSED(
            "missed",
            Verdict.NOT_CONSERVED,
            "event",
            "gone from {source} and in no {output}: they expired before they were read, or their batches before they"
                    + " were delivered"),
    /** Among offsets that are all there on both sides, an event that differs on the source topic. */
    ALTERED(
            "altered",
            Verdict.NOT_CONSERVED,
            "event",
            "at least one of them is not the same in its {output} as on {source}: was the topic deleted"
                    + " and recreated?"),
    /** In an output, but after the end of the source topic. */
    NEVER_HELD(
            "neverHeld",
            Verdict.NOT_CONSERVED,
            "offset",
            "in a {output}, but {source} never held them: was it deleted and recreated?"),
    /** In an output, but not a committed event, although the source topic extends beyond it. */
    TAKEN_BACK(
            "takenBack",
            Verdict.NOT_CONSERVED,
            "offset",
            "in a {output}, but not committed events of {source}: their transaction was aborted or is still"
                    + " open, or the topic was recreated"),
    /** Behind a transaction that is still open: read_committed consumers do not see them yet. */
    BEHIND_OPEN_TRANSACTION(
            "behindOpenTransaction",
            Verdict.UNKNOWN,
            "offset",
            "behind a transaction that is still open, and not checked; if its producer is gone for good,"
                    + " millrace doctor says how to end it"),
    /** Records on a topic of the pipeline that are not what belongs there. */
    UNREADABLE(
            "unreadable",
            Verdict.UNKNOWN,
            "record",
            "cannot be read as a batch, a dead letter or an account of dropped events"),
    /** In an object of a batch that the sink topic no longer holds, and also in something else. */
    CONTRADICTED(
            "contradicted",
            Verdict.UNKNOWN,
            "offset",
            "claimed by objects whose batches {sink} no longer holds, although something else"
                    + " holds them too, or {source} has no such event: was it recreated?"),
    /** On the source topic, and perhaps in an output that retention has removed. */
    OUTPUT_REMOVED(
            "outputRemoved",
            Verdict.UNKNOWN,
            "event",
            "in no {output} that is still there; {sink} or {others} may have removed it by retention"),
    /** Gone from the source topic and in nothing known; events, markers or compacted records. */
    HOLE(
            "holes",
            Verdict.UNKNOWN,
            "offset",
            "gone from {source} and in no {output}: they expired before they were read, or what became of them has"
                    + " expired; or they were markers of transactions, aborted or compacted"),
    /** Gone from the source topic, and before everything known about the partition. */
    UNTOLD(
            "untold",
            Verdict.UNKNOWN,
            "offset",
            "gone from {source}, and before everything that any {output} accounts for: they expired before they were"
                    + " read, or their batches and objects are gone; --from-first ignores them"),
    /** The same, but the operator has said to ignore it. */
    NOT_ASKED(
            "notAsked",
            Verdict.CONSERVED,
            "offset",
            "gone from {source}, and before everything that any {output} accounts for; ignored (--from-first)"),
    /** In an output, and since removed from the source topic by retention. */
    TRUNCATED(
            "truncated",
            Verdict.CONSERVED,
            "event",
            "no longer checkable from the topic; {source} has removed them by retention"),
    /** In an output, and since removed from the source topic by compaction. */
    COMPACTED(
            "compacted",
            Verdict.CONSERVED,
            "event",
            "no longer checkable from the topic; {source} has removed them by compaction"),
    /** In objects whose batches the sink topic has removed by retention. */
    BATCH_REMOVED(
            "batchesRemoved",
            Verdict.CONSERVED,
            "event",
            "no longer checkable from the topic; {sink} has removed their batches by retention, but their objects"
                    + " are there"),
    /** Gone from the source topic, and isolated, as transaction markers are. */
    MARKER(
            "markers",
            Verdict.CONSERVED,
            "offset",
            "no longer checkable; they are in no {output}, and are isolated offsets, as transaction markers and"
                    + " compacted records are");

    private final String json;
    private final Verdict verdict;
    private final String noun;
    private final String sentence;

    Standing(String json, Verdict verdict, String noun, String sentence) {
        this.json = json;
        this.verdict = verdict;
        this.noun = noun;
        this.sentence = sentence;
    }

    /** Its field in the report. */
    public String json() {
        return json;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** What is at the offsets, or that it is not known. */
    public String noun() {
        return noun;
    }

    /** What is said about such offsets, with names in braces for what the pipeline has. */
    public String sentence() {
        return sentence;
    }
}

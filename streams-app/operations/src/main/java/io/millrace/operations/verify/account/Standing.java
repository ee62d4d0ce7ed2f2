// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/**
 * How offsets stand that have not exactly one known place each. Worst first, which is the order of the findings.
 *
 * <p>Below the beginning of a source topic an offset may have been an event, the marker of a transaction, an event of a
 * transaction that was aborted, or one that compaction took: only what is still there tells.
 */
public enum Standing {
    /** In two different batches, or in a batch and a dead letter. */
    TWICE(
            "twice",
            Verdict.NOT_CONSERVED,
            "event",
            "in two different batches, or in a batch and a dead letter: {whyTwice}"),
    /** On the source topic, and in no batch, dead letter or object. */
    MISSING(
            "missing",
            Verdict.NOT_CONSERVED,
            "event",
            "neither batched nor dead-lettered: they are still open (max.age {maxAge}) or the stream is not running"),
    /** The same, and the sink topic has removed batches that no object holds, or an object holds too few events. */
    UNDELIVERED(
            "undelivered",
            Verdict.NOT_CONSERVED,
            "event",
            "in no {output}, and {sink} has removed batches by its retention: those of these events expired before they"
                    + " were delivered, or the events are still open (max.age {maxAge})"),
    /** Gone from the source topic, and in no batch, dead letter or object, though nothing but events was there. */
    MISSED(
            "missed",
            Verdict.NOT_CONSERVED,
            "event",
            "gone from {source} and in no {output}: they expired before they were read, or their batches before they"
                    + " were delivered"),
    /** Among offsets that are all there on both sides, an event that is another one on the source topic. */
    ALTERED(
            "altered",
            Verdict.NOT_CONSERVED,
            "event",
            "not the same in batches and dead letters as on {source}, at least one of them: was it deleted and recreated?"),
    /** Batched or dead-lettered, and behind the end of the source topic. */
    NEVER_HELD(
            "neverHeld",
            Verdict.NOT_CONSERVED,
            "offset",
            "batched or dead-lettered, and {source} never held them: was it deleted and recreated?"),
    /** Batched or dead-lettered, and no committed event, though the source topic reaches beyond it. */
    TAKEN_BACK(
            "takenBack",
            Verdict.NOT_CONSERVED,
            "offset",
            "batched or dead-lettered, and no committed events of {source}: their transaction was aborted or is still"
                    + " open, or the topic was recreated"),
    /** Behind a transaction that is still open: committed readers do not see them yet. */
    BEHIND_OPEN_TRANSACTION(
            "behindOpenTransaction",
            Verdict.UNKNOWN,
            "offset",
            "behind a transaction that is still open, and not looked at; if its producer is gone for good,"
                    + " kafka-transactions.sh finds and aborts it"),
    /** Records on the sink or dead-letter topic that can be read as neither. */
    UNREADABLE("unreadable", Verdict.UNKNOWN, "record", "neither batch nor dead letter, as far as can be read"),
    /** In an object of a batch that the sink topic no longer holds, and in something else too. */
    CONTRADICTED(
            "contradicted",
            Verdict.UNKNOWN,
            "offset",
            "claimed by objects whose batches {sink} no longer holds, although another batch, dead letter or object"
                    + " holds them too, or {source} no such event: was it recreated?"),
    /** On the source topic, and perhaps in a batch or dead letter that retention has removed. */
    OUTPUT_REMOVED(
            "outputRemoved",
            Verdict.UNKNOWN,
            "event",
            "in no {output} that is still there; {sink} or {dlq} may have removed it by its retention"),
    /** Gone from the source topic and in nothing that is known; events, markers or compacted records. */
    HOLE(
            "holes",
            Verdict.UNKNOWN,
            "offset",
            "gone from {source} and in no {output}: they expired before they were read, or what became of them has"
                    + " expired; or they were markers of transactions, aborted or compacted"),
    /** Gone from the source topic, and before everything that is known of the partition. */
    UNTOLD(
            "untold",
            Verdict.UNKNOWN,
            "offset",
            "gone from {source}, and before everything that a {output} tells of: they expired before they were read, or"
                    + " batches and objects of them are gone; --from-first leaves them alone"),
    /** The same, and the operator has said that it is not to be asked after. */
    NOT_ASKED(
            "notAsked",
            Verdict.CONSERVED,
            "offset",
            "gone from {source}, and before everything that a {output} tells of; left alone (--from-first)"),
    /** Batched or dead-lettered, and removed from the source topic since, by its retention. */
    TRUNCATED(
            "truncated",
            Verdict.CONSERVED,
            "event",
            "no longer checkable from the topic; {source} has removed them by its retention"),
    /** Batched or dead-lettered, and removed from the source topic since, by compaction. */
    COMPACTED(
            "compacted",
            Verdict.CONSERVED,
            "event",
            "no longer checkable from the topic; {source} has removed them by compaction"),
    /** In objects whose batches the sink topic has removed by its retention. */
    BATCH_REMOVED(
            "batchesRemoved",
            Verdict.CONSERVED,
            "event",
            "no longer checkable from the topic; {sink} has removed their batches by its retention, and their objects"
                    + " are there"),
    /** Gone from the source topic, and lying as the markers of transactions do: one here, one there. */
    MARKER(
            "markers",
            Verdict.CONSERVED,
            "offset",
            "no longer checkable; they are in no {output}, and lie one here, one there, as markers of transactions and"
                    + " compacted records do");

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

    /** What lies at the offsets, or that it is not known. */
    public String noun() {
        return noun;
    }

    /** What is said of offsets that stand so, with names in braces for what the pipeline has. */
    public String sentence() {
        return sentence;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

/** Where a dead letter goes. */
public sealed interface Target {
    /** The event goes back to where it was read. */
    record ToSource(String topic, int partition) implements Target {}

    /** The batch goes to the sink that had refused it, as it was. */
    record BatchToSink(String topic, int partition, String sink) implements Target {}

    /** The event goes to the sink that had refused it, as a batch of its own. */
    record EventToSink(String topic, int partition, String sink) implements Target {}

    /** It has failed as often as anything may, and stays where it is. */
    record Parked() implements Target {}

    /** It cannot go back; {@code why} is a sentence without its end. */
    record Nowhere(String why) implements Target {}
}

package io.millrace.ops.feed;

/** What a line of a file becomes as the value of an event. */
@FunctionalInterface
interface EventFormat {
    byte[] event(byte[] line) throws UnfitJsonException;
}

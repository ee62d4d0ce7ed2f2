// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

/** What a line of a file becomes as the value of an event. */
@FunctionalInterface
public interface EventFormat {
    byte[] event(byte[] line) throws UnfitJsonException;
}

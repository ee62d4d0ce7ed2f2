// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

/** Turns what someone sent, such as a line of a file, into the value of an event. */
@FunctionalInterface
public interface EventFormat {
    byte[] event(byte[] line) throws UnfitJsonException;
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** What no event may exceed, so that every sink can write whatever the stream accepts. */
public final class PayloadLimits {
    /** How deep records, arrays and maps may nest, in JSON objects and arrays; the outermost is the first level. */
    public static final int MAX_DEPTH = 100;

    /**
     * How many values that take no bytes an event may contain: nulls in arrays, records without fields or of nulls only, each with
     * its fields. A few bytes can claim any number of them, and writing them out would never end.
     */
    public static final int MAX_EMPTY_VALUES = 1_000;

    private PayloadLimits() {}
}

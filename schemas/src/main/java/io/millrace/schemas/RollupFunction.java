// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** What a measure of a rollup makes of the values of a field. The order is that of the Avro enum. */
public enum RollupFunction {
    SUM,
    MIN,
    MAX,
    /** An estimate of how many different ones there are. */
    DISTINCT
}

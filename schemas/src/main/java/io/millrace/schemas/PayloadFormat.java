// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** How the value of each event is written. The order is the Avro enum's and never changes. */
public enum PayloadFormat {
    AVRO,
    JSON
}

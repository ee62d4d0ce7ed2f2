// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** Why an event was dropped on purpose. Written by its ordinal. */
public enum DropReason {
    /** A rule says so. */
    RULE,
    /** Another event had its id before. */
    DUPLICATE
}

// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

/** How bad it is. */
public enum Severity {
    /** The promise cannot be kept. */
    FAULT,
    /** It can, but only with luck or someone's care; or it could not be determined. */
    ADVICE
}
